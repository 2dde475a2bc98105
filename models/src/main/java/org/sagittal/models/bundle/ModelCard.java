package org.sagittal.models.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.Normalization;

/**
 * What a clinician and an engineer want to know of a model, as far as its files say it, in Markdown. What they do not say - for whom it
 * was made, on whom it was trained, how good it is - is named as not known.
 *
 * <p>Reference: Mitchell et al., Model Cards for Model Reporting, 2019.
 */
final class ModelCard {
    private final StringBuilder text = new StringBuilder();
    private final BundleDescription description;

    private ModelCard(BundleDescription description) {
        this.description = description;
    }

    /**
     * Writes a card.
     *
     * @param description what the models are
     * @param nonFinite weights with NaN or infinite numbers
     * @return Markdown
     */
    static String of(BundleDescription description, List<String> nonFinite) {
        ModelCard card = new ModelCard(description);
        card.summary();
        card.labels();
        card.images();
        card.networks();
        card.use(nonFinite);
        card.origin();
        return card.text.toString();
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private void summary() {
        LabelScheme labels = description.labels();
        List<String> targets = foreground();
        int folds =
                description.members().stream().mapToInt(m -> m.folds().size()).sum();
        line("# %s", oneLine(description.name()));
        line("");
        line(
                "Finds %s in %s images with %d trained network%s of nnU-Net v2's kind. Each voxel gets %s.",
                enumerate(targets),
                enumerate(description.dataset().channelNames().stream()
                        .map(ModelCard::oneLine)
                        .distinct()
                        .toList()),
                folds,
                folds == 1 ? "" : "s",
                labels.hasRegions() ? "the labels of the regions it lies in" : "one label");
        line("");
    }

    private List<String> foreground() {
        return description.labels().names().stream()
                .filter(name -> !name.equals("ignore"))
                .filter(name -> description.labels().values(name).stream().anyMatch(v -> v != 0))
                .map(ModelCard::oneLine)
                .toList();
    }

    private static String enumerate(List<String> names) {
        List<String> shown = names.size() > 8 ? new ArrayList<>(names.subList(0, 7)) : names;
        if (shown.size() < names.size()) {
            shown.add((names.size() - 7) + " other structures");
        }
        return shown.size() < 2
                ? String.join("", shown)
                : String.join(", ", shown.subList(0, shown.size() - 1)) + " and " + shown.get(shown.size() - 1);
    }

    private void labels() {
        LabelScheme labels = description.labels();
        line("## Labels");
        line("");
        line(labels.hasRegions() ? "| name | labels taken together |" : "| name | label |");
        line("|---|---|");
        for (String name : labels.names()) {
            if (!name.equals("ignore")) {
                line("| %s | %s |", cell(name), joined(labels.values(name)));
            }
        }
        line("");
        labels.ignoreLabel()
                .ifPresent(label ->
                        line("Voxels marked %d in the training labels were left out of the training.\n", label));
    }

    private void images() {
        MemberDescription first = description.members().get(0);
        List<Normalization> normalizations = first.recipe().preprocessing().normalizations();
        List<String> channels = description.dataset().channelNames();
        line("## Images it takes");
        line("");
        line("| channel | file | image | intensities |");
        line("|---|---|---|---|");
        for (int channel = 0; channel < channels.size(); channel++) {
            String scheme = channel < normalizations.size()
                    ? normalizations.get(channel).nnunetName()
                    : "-";
            line("| %d | `<case>_%04d` | %s | %s |", channel, channel, cell(channels.get(channel)), scheme);
        }
        line("");
        line(
                "The channels of a case must lie on the same voxel grid. They were read by %s.",
                oneLine(first.recipe().imageReader()));
        line("");
    }

    private void networks() {
        line("## Networks");
        line("");
        line("| configuration | network | patch (voxels) | spacing (mm) | parameters | folds | checkpoint | trainer |");
        line("|---|---|---|---|---|---|---|---|");
        for (MemberDescription member : description.members()) {
            Recipe recipe = member.recipe();
            boolean plain = recipe.network().kind() == NetworkSpec.Kind.PLAIN_CONV;
            line(
                    "| %s | %s, %d stages, %dD | %s | %s | %,d | %s | %s | %s |",
                    cell(member.name()),
                    plain ? "plain U-Net" : "U-Net with residual encoder",
                    recipe.network().stages(),
                    recipe.network().dimensions(),
                    times(recipe.patchSize()),
                    recipe.preprocessing().spacingMm().stream()
                            .map(ModelCard::shortNumber)
                            .collect(Collectors.joining(" x ")),
                    UNet.of(recipe.network()).parameterCount(),
                    String.join(", ", member.folds()),
                    cell(member.checkpoint()),
                    member.trainer().isEmpty() ? "not known" : cell(member.trainer()));
        }
        line("");
        line("Patch and spacing are in the order z, y, x of the network's grid.");
        for (MemberDescription member : description.members()) {
            member.previousStage()
                    .ifPresent(stage -> line(
                            "%s is the second stage of a cascade: it also takes what %s found.",
                            oneLine(member.name()), oneLine(stage)));
        }
        if (description.ensemble().size() > 1) {
            line("Best on the validation cases: the mean of %s.", enumerate(description.ensemble()));
        } else if (description.ensemble().size() == 1) {
            line("Best on the validation cases: %s.", description.ensemble().get(0));
        }
        description
                .postprocessing()
                .ifPresent(steps -> steps.steps()
                        .forEach(step -> line(
                                "Afterwards only the largest connected component of label%s %s is kept.",
                                step.labels().size() > 1 ? "s" : "", joined(step.labels()))));
        line("");
    }

    private void use(List<String> nonFinite) {
        line("## Intended use");
        line("");
        line(
                "Not known: the files this card was made from do not say for whom and for what the model was made, on whose images it");
        line("was trained, or how well it does. Ask its authors before you rely on it. It is not a medical device.");
        line("");
        line("## Limits");
        line("");
        line(
                "- Images of another body part, sequence, scanner or age group than those of the training can give wrong labels that");
        line("  look right. Look at the results.");
        line(
                "- Images are resampled to the spacing above; structures smaller than a few voxels of it are easily missed.");
        line("- There is a label for every voxel and no answer \"I do not know\".");
        for (String weight : nonFinite) {
            line(
                    "- The weight %s holds NaN or infinite numbers: this network predicts nothing of use.",
                    oneLine(weight));
        }
        line("");
    }

    private void origin() {
        Provenance provenance = description.provenance();
        line("## Licence");
        line("");
        String licence = description.licence().strip();
        if (licence.isEmpty()) {
            line("Not known. Without a licence nothing is allowed that the law does not allow; ask its authors.");
        } else {
            line("%s", licence.lines().count() > 3 ? "See the file LICENSE of the bundle." : licence);
        }
        line("");
        line("## Provenance");
        line("");
        line("- Dataset: %s", oneLine(provenance.dataset()));
        line("- Made from: %s", oneLine(provenance.source()));
        provenance.sha256().forEach((file, sum) -> line("- SHA-256 of %s: `%s`", oneLine(file), oneLine(sum)));
        provenance.versions().forEach((program, version) -> line("- %s %s", oneLine(program), oneLine(version)));
        String said = description
                .dataset()
                .json()
                .path("licence")
                .asText(description.dataset().json().path("license").asText());
        if (!said.isBlank()) {
            line("- The dataset's licence, as dataset.json has it: %s", oneLine(said));
        }
        line("");
        line("This card was generated from the model's files.");
    }

    private static String joined(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String times(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }

    private static String shortNumber(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static String cell(String text) {
        return oneLine(text).replace("|", "\\|");
    }

    /** Names come from files of unknown makers. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
