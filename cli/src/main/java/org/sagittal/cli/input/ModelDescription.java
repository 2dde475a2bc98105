package org.sagittal.cli.input;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.preprocessing.dataset.LabelScheme;

/** What models are, for people in a line and for programs as JSON. */
public final class ModelDescription {
    private static final int MOST_NAMES = 12;

    private ModelDescription() {}

    /**
     * A configuration in a line.
     *
     * @param member the configuration
     * @return e.g. {@code 3D plain U-Net, patch 40 x 56 x 40, folds 0, 1 (final)}
     */
    public static String line(MemberDescription member) {
        NetworkSpec network = member.recipe().network();
        boolean plain = network.kind() == NetworkSpec.Kind.PLAIN_CONV;
        String patch = member.recipe().patchSize().stream().map(String::valueOf).collect(Collectors.joining(" x "));
        return network.dimensions() + "D " + (plain ? "plain U-Net" : "U-Net with residual encoder") + ", patch "
                + patch
                + ", fold" + (member.folds().size() > 1 ? "s " : " ") + String.join(", ", member.folds()) + " ("
                + member.checkpoint() + ")"
                + member.previousStage().map(stage -> ", after " + stage).orElse("");
    }

    /**
     * Labels in a line.
     *
     * @param labels the scheme
     * @return e.g. {@code background 0, Anterior 1, Posterior 2}
     */
    public static String labels(LabelScheme labels) {
        List<String> names = labels.names();
        String shown = names.stream()
                .limit(MOST_NAMES)
                .map(name -> name.replaceAll("\\p{Cntrl}", "?") + " "
                        + labels.values(name).stream().map(String::valueOf).collect(Collectors.joining("+")))
                .collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
    }

    /**
     * Models in lines of a name and what it stands for.
     *
     * @param description what they are
     * @return dataset, configurations, labels and where they come from
     */
    static Map<String, String> rows(BundleDescription description) {
        Map<String, String> rows = new LinkedHashMap<>();
        Provenance provenance = description.provenance();
        rows.put("dataset", provenance.dataset());
        description.members().forEach(member -> rows.put(member.name(), line(member)));
        if (!description.ensemble().isEmpty()) {
            rows.put("best", String.join(" + ", description.ensemble()));
        }
        description.postprocessing().ifPresent(steps -> rows.put("afterwards", steps.describe()));
        rows.put("channels", String.join(", ", description.dataset().channelNames()));
        rows.put("labels", labels(description.labels()));
        rows.put("made from", provenance.source());
        provenance.sha256().forEach((file, sum) -> rows.put("sha256 of " + file, sum));
        String versions = provenance.versions().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        if (!versions.isEmpty()) {
            rows.put("versions", versions);
        }
        return rows;
    }

    /**
     * Models as JSON.
     *
     * @param description what they are
     * @param into takes name, licence, members, labels, provenance
     */
    static void put(BundleDescription description, ObjectNode into) {
        into.put("name", description.name());
        into.put("licence", description.licence().isBlank() ? null : description.licence());
        into.put("dataset", description.provenance().dataset());
        ArrayNode members = into.putArray("members");
        description.members().forEach(member -> put(member, members.addObject()));
        description.ensemble().forEach(into.putArray("ensemble")::add);
        description.postprocessing().ifPresent(steps -> into.set("postprocessing", steps.toJson()));
        description.dataset().channelNames().forEach(into.putArray("channels")::add);
        into.set("labels", description.dataset().json().get("labels"));
        Provenance provenance = description.provenance();
        ObjectNode from = into.putObject("provenance").put("source", provenance.source());
        provenance.sha256().forEach(from.putObject("sha256")::put);
        provenance.versions().forEach(from.putObject("versions")::put);
    }

    private static void put(MemberDescription member, ObjectNode into) {
        NetworkSpec network = member.recipe().network();
        into.put("name", member.name()).put("configuration", member.configuration());
        into.put("trainer", member.trainer().isEmpty() ? null : member.trainer())
                .put("plans", member.plans());
        into.put("checkpoint", member.checkpoint());
        member.folds().forEach(into.putArray("folds")::add);
        into.put("network", network.kind() == NetworkSpec.Kind.PLAIN_CONV ? "PlainConvUNet" : "ResidualEncoderUNet");
        member.recipe().patchSize().forEach(into.putArray("patch_size")::add);
        ArrayNode spacing = into.putArray("spacing");
        member.recipe().preprocessing().spacingMm().forEach(spacing::add);
        member.previousStage().ifPresent(stage -> into.put("previous_stage", stage));
    }
}
