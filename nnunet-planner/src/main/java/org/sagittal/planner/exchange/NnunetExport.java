package org.sagittal.planner.exchange;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.StagedFolders;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.export.ExportSelection;
import org.sagittal.planner.exchange.torch.TorchCheckpointWriter;
import org.sagittal.planner.plan.Plans;

/**
 * Trained configurations as nnU-Net v2 wants to find them, below a folder that it would call {@code nnUNet_results}:
 * {@code DatasetNNN_Name/<Trainer>__<Plans>__<Configuration>/} with plans.json, dataset.json and {@code fold_k/checkpoint_*.pth}.
 * {@code nnUNetv2_predict} and {@code nnUNetv2_predict_from_modelfolder} run on them as they are.
 *
 * <p>Reference: nnunet.md section 9.
 */
public final class NnunetExport {
    /** The trainer nnU-Net finds without further ado; every network that is exported is one that it builds. */
    private static final String TRAINER = "nnUNetTrainer";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final ModelSource source;
    private final BundleDescription model;
    private final List<MemberDescription> members;
    private final ExportSelection selection;
    private final String datasetName;

    private NnunetExport(ModelSource source, ExportSelection selection, String datasetName) {
        this.source = source;
        this.model = source.description();
        this.selection = selection;
        this.members = selection.of(model);
        this.datasetName = datasetName;
    }

    /**
     * What was written.
     *
     * @param datasetName the folder of all models, {@code DatasetNNN_Name}
     * @param renamed whether the model's own name of its dataset had not that form
     * @param folders one a member
     * @param members what they are, in the same order
     */
    public record Written(String datasetName, boolean renamed, List<Path> folders, List<MemberDescription> members) {
        /** Copies the lists. */
        public Written {
            folders = List.copyOf(folders);
            members = List.copyOf(members);
        }
    }

    /**
     * Writes everything that was selected, or nothing.
     *
     * @param source the model; one fold's weights are in memory at a time
     * @param selection which parts
     * @param results takes the dataset's folder
     * @return what was written
     * @throws FormatException if a configuration's folder is there already, or cannot be written
     * @throws IllegalArgumentException if the model has no such member or fold
     */
    public static Written write(ModelSource source, ExportSelection selection, Path results) {
        String own = source.description().provenance().dataset();
        String name = DatasetName.of(own, results);
        return new NnunetExport(source, selection, name).write(results, !name.equals(own));
    }

    private Written write(Path results, boolean renamed) {
        members.forEach(selection::foldsOf);
        NnunetChoice choice = NnunetChoice.of(model, members, this::folderName);
        try (StagedFolders staged = StagedFolders.in(results)) {
            for (MemberDescription member : members) {
                write(member, staged.folder(datasetName + "/" + folderName(member)));
            }
            choice.stage(staged, datasetName);
            List<Path> folders = staged.commit().subList(0, members.size());
            choice.write(results.resolve(datasetName));
            return new Written(datasetName, renamed, folders, members);
        }
    }

    /** Trainers of nnU-Net keep their name, so that variants of one configuration stay apart. */
    private String folderName(MemberDescription member) {
        String trainer = member.trainer().matches("nnUNetTrainer\\w*") ? member.trainer() : TRAINER;
        return trainer + "__" + member.plans() + "__" + member.configuration();
    }

    private void write(MemberDescription member, Path folder) {
        Plans plans = plans(member);
        ObjectNode dataset = model.dataset().json();
        plans.write(folder.resolve("plans.json"));
        model.dataset().write(folder.resolve("dataset.json"));
        source.document("dataset_fingerprint.json")
                .ifPresent(
                        bytes -> WholeFile.write(folder.resolve("dataset_fingerprint.json"), out -> out.write(bytes)));
        for (String fold : selection.foldsOf(member)) {
            TorchCheckpointWriter.write(
                    folder.resolve("fold_" + fold).resolve("checkpoint_" + member.checkpoint() + ".pth"),
                    member.fitted(source.weights(member.name(), fold)),
                    new TorchCheckpointWriter.Words(
                            TRAINER,
                            member.configuration(),
                            fold,
                            member.recipe().mirroringAxes(),
                            plans.json(),
                            dataset));
        }
    }

    private Plans plans(MemberDescription member) {
        String name = member.name() + "/plans.json";
        ObjectNode json = source.document(name)
                .map(bytes -> object(name, bytes))
                .orElseGet(() -> RecipePlans.of(member, datasetName));
        json.put("dataset_name", datasetName);
        Plans plans = Plans.parse(json, source.origin() + "!" + name);
        plans.configuration(member.configuration());
        return plans;
    }

    private ObjectNode object(String name, byte[] bytes) {
        try {
            return (ObjectNode) JSON.readTree(bytes);
        } catch (IOException | ClassCastException e) {
            throw new FormatException(source.origin(), "'" + name + "' is no JSON object", e);
        }
    }
}
