package org.sagittal.models.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.file.StagedFolders;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.unet.UNet;

/**
 * Writes models for other engines: for each member a folder of its name with one file a fold and {@code pipeline.json}, which says what must
 * be done around the network.
 *
 * @param format of the networks
 * @param program name and version of the program that writes
 */
public record ProgramExport(ProgramFormat format, String program) {
    /** Name of the description beside the networks. */
    public static final String PIPELINE = "pipeline.json";

    /**
     * Writes everything that was selected, or nothing.
     *
     * @param source the model; one fold's weights are in memory at a time
     * @param selection which parts
     * @param folder takes a folder for each member
     * @return the members' folders
     * @throws org.sagittal.geometry.io.file.FormatException if a member's folder is there already, or cannot be written
     * @throws IllegalArgumentException if the model has no such member or fold, or the format cannot take it
     */
    public List<Path> write(ModelSource source, ExportSelection selection, Path folder) {
        BundleDescription model = source.description();
        List<MemberDescription> members = selection.of(model);
        members.forEach(selection::foldsOf);
        try (StagedFolders staged = StagedFolders.in(folder)) {
            for (MemberDescription member : members) {
                write(source, member, selection.foldsOf(member), staged.folder(member.name()));
            }
            return staged.commit();
        }
    }

    private void write(ModelSource source, MemberDescription member, List<String> folds, Path folder) {
        UNet network = UNet.of(member.recipe().network());
        for (String fold : folds) {
            Path file = folder.resolve(format.fileName(fold));
            format.write(network, source.weights(member.name(), fold), words(source.description(), member, fold), file);
        }
        byte[] json = new PipelineDescription(source.description(), member, folds, this)
                .json()
                .toPrettyString()
                .getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve(PIPELINE), out -> out.write(json));
    }

    private Map<String, String> words(BundleDescription model, MemberDescription member, String fold) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", model.name());
        words.put("dataset", model.provenance().dataset());
        words.put("configuration", member.configuration());
        words.put("fold", fold);
        words.put("version", program);
        if (!model.licence().isBlank()) {
            words.put("licence", model.licence());
        }
        words.put("pipeline", "see " + PIPELINE + " beside this file");
        return words;
    }
}
