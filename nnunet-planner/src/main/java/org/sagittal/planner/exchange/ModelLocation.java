package org.sagittal.planner.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.models.bundle.MemberDescription;

/**
 * Where one trained configuration lies among a model's files.
 *
 * @param folder relative folder with plans.json, dataset.json and fold folders; empty or ending in a slash
 * @param name the folder's own name
 */
record ModelLocation(String folder, String name) {
    private static final Pattern CHECKPOINT = Pattern.compile("(.*)fold_([0-9]+|all)/(checkpoint_\\w+\\.pth)");

    /** All configurations among the files, in order. */
    static List<ModelLocation> in(ModelFiles files) {
        List<String> names = files.names();
        List<ModelLocation> found = new ArrayList<>();
        for (String file : names) {
            Matcher matcher = CHECKPOINT.matcher(file);
            if (matcher.matches()) {
                String folder = matcher.group(1);
                boolean whole = names.contains(folder + "plans.json") && names.contains(folder + "dataset.json");
                if (whole && found.stream().noneMatch(l -> l.folder.equals(folder))) {
                    found.add(new ModelLocation(folder, ownName(files, folder)));
                }
            }
        }
        return List.copyOf(found);
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
