package org.sagittal.planner.exchange;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.MemberDescription;

/**
 * Where one trained configuration lies among a model's files.
 *
 * @param folder relative folder with plans.json, dataset.json and fold folders; empty or ending in a slash
 * @param name the folder's own name
 */
record ModelLocation(String folder, String name) {
    private static final Pattern CHECKPOINT = Pattern.compile("(.*)fold_([0-9]+|all)/(checkpoint_\\w+\\.pth)");

    /** A dataset has four configurations, times a few trainers and plans. */
    private static final int MOST = 100;

    /** All configurations among the files, in order. */
    static List<ModelLocation> in(ModelFiles files) {
        Set<String> names = new HashSet<>(files.names());
        Map<String, ModelLocation> found = new LinkedHashMap<>();
        for (String file : files.names()) {
            Matcher matcher = CHECKPOINT.matcher(file);
            if (matcher.matches()) {
                String folder = matcher.group(1);
                if (names.contains(folder + "plans.json") && names.contains(folder + "dataset.json")) {
                    found.computeIfAbsent(folder, f -> new ModelLocation(f, ownName(files, f)));
                }
            }
            if (found.size() > MOST) {
                throw new FormatException(
                        files.origin(), "holds more than " + MOST + " models; give the folder of one of them");
            }
        }
        return List.copyOf(found.values());
    }

    private static String ownName(ModelFiles files, String folder) {
        if (folder.isEmpty()) {
            return String.valueOf(files.origin().toAbsolutePath().normalize().getFileName());
        }
        String path = folder.substring(0, folder.length() - 1);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The one configuration of a name; the name may be empty where there is only one. */
    static ModelLocation only(ModelFiles files, String name) {
        List<ModelLocation> all = in(files);
        List<ModelLocation> fitting = all.stream()
                .filter(l -> name.isEmpty() || l.name.equals(name) || l.name.endsWith("__" + name))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (all.isEmpty()) {
            throw none(files);
        }
        throw new FormatException(
                files.origin(),
                (fitting.isEmpty() ? "holds no model '" + name + "'" : "holds several models") + "; choose one of "
                        + all.stream().map(ModelLocation::name).toList());
    }

    /** That there is no configuration among the files. */
    static FormatException none(ModelFiles files) {
        return new FormatException(
                files.origin(),
                "is no nnU-Net model: plans.json, dataset.json and fold_<k>/checkpoint_*.pth are expected in it");
    }

    /** A file of this configuration. */
    String path(String relative) {
        return folder + relative;
    }

    /** One of trainer, plans and configuration, where the folder's name has three parts. */
    Optional<String> part(int index) {
        String[] parts = name.split("__");
        return parts.length == 3 ? Optional.of(parts[index]) : Optional.empty();
    }

    /** The folds with a checkpoint of a kind: numbers ascending, then all. */
    List<String> folds(ModelFiles files, CheckpointKind kind) {
        return files.names().stream()
                .map(CHECKPOINT::matcher)
                .filter(Matcher::matches)
                .filter(m -> m.group(1).equals(folder) && m.group(3).equals(kind.fileName()))
                .map(m -> m.group(2))
                .sorted(MemberDescription.FOLD_ORDER)
                .toList();
    }
}
