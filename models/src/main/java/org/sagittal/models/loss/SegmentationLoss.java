package org.sagittal.models.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sagittal.models.script.ScriptMethod;

/**
 * Dice + cross entropy as methods of a script module, so that one native call does the network and its loss.
 *
 * <ul>
 *   <li>{@code loss(logits, target)}: logits (N, C, ...), before softmax or sigmoid; target (N, 1, ...) of labels, or (N, C, ...) of 0
 *       and 1 for regions, followed by the ignore channel if there is one. Result: a scalar.
 *   <li>{@code counts(logits, target)}: (3, C') true positives, false positives, false negatives over the batch of each foreground
 *       class or region.
 * </ul>
 *
 * <p>Dice = (2 sum(p g) + s) / max(sum p + sum g + s, 1e-8), s = 1e-5; the background is no class of it. The loss is the cross entropy
 * minus mean Dice and can be negative.
 *
 * <p>Reference: Drozdzal et al. 2016 and Isensee et al. 2021 (Methods, training); behaviour of nnU-Net 2.8.1.
 */
public final class SegmentationLoss {
    private static final String SMOOTH = "1e-05";

    private final LossSpec spec;
    private final String axes;

    private SegmentationLoss(LossSpec spec, int dimensions) {
        this.spec = spec;
        this.axes = dimensions == 3 ? "[2, 3, 4]" : "[2, 3]";
    }

    /**
     * Writes the methods.
     *
     * @param spec what is minimised
     * @param dimensions 2 or 3 spatial axes
     * @return methods {@code loss} and {@code counts}
     */
    public static List<ScriptMethod> methods(LossSpec spec, int dimensions) {
        SegmentationLoss loss = new SegmentationLoss(spec, dimensions);
        return List.of(
                new ScriptMethod("loss", List.of("logits: Tensor", "target: Tensor"), "Tensor", loss.lossLines()),
                new ScriptMethod("counts", List.of("logits: Tensor", "target: Tensor"), "Tensor", loss.countLines()));
    }

    private List<String> lossLines() {
        List<String> lines = new ArrayList<>(truthLines());
        lines.addAll(spec.regions() ? regionEntropy() : labelEntropy());
        lines.addAll(dice());
        lines.add("return torch.sub(entropy, dice)");
        return lines;
    }

    /** Defines truth (N, C, ...), one-hot or one channel a region, and with an ignore label mask (N, 1, ...). */
    private List<String> truthLines() {
        OptionalInt ignore = spec.ignoreLabel();
        if (spec.regions()) {
            return ignore.isEmpty()
                    ? List.of("truth = target")
                    : List.of(
                            "regions = torch.size(logits, 1)",
                            "truth = torch.narrow(target, 1, 0, regions)",
                            "mask = torch.rsub(torch.narrow(target, 1, regions, 1), 1.)");
        }
        List<String> lines = new ArrayList<>();
        if (ignore.isPresent()) {
            lines.add("mask = torch.to(torch.ne(target, " + ignore.getAsInt() + "), 6, False, False, None)");
            lines.add("labels = torch.to(torch.mul(target, mask), 4, False, False, None)");
        } else {
            lines.add("labels = torch.to(target, 4, False, False, None)");
        }
        lines.add("truth = torch.scatter(torch.zeros_like(logits), 1, labels, 1.)");
        return lines;
    }

    private List<String> labelEntropy() {
        List<String> lines = new ArrayList<>();
        lines.add("logarithms = torch.log_softmax(logits, 1, None)");
        lines.add("picked = torch.neg(torch.gather(logarithms, 1, labels))");
        lines.add(
                spec.ignoreLabel().isEmpty()
                        ? "entropy = torch.mean(picked)"
                        // Where nothing is annotated the sum is 0, and so is the entropy.
                        : "entropy = torch.div(torch.sum(torch.mul(picked, mask)), torch.clamp(torch.sum(mask), 1.))");
        lines.add("probabilities = torch.slice(torch.exp(logarithms), 1, 1)");
        lines.add("foreground = torch.slice(truth, 1, 1)");
        return lines;
    }

    private List<String> regionEntropy() {
        List<String> lines = new ArrayList<>();
        if (spec.ignoreLabel().isEmpty()) {
            lines.add("entropy = torch.binary_cross_entropy_with_logits(logits, truth, None, None, 1)");
        } else {
            lines.add("each = torch.binary_cross_entropy_with_logits(logits, truth, None, None, 0)");
            lines.add("entropy = torch.div(torch.sum(torch.mul(each, mask)), torch.clamp(torch.sum(mask), 1e-08))");
        }
        lines.add("probabilities = torch.sigmoid(logits)");
        lines.add("foreground = truth");
        return lines;
    }

    private List<String> dice() {
        List<String> lines = new ArrayList<>();
        if (spec.ignoreLabel().isPresent()) {
            lines.add("probabilities = torch.mul(probabilities, mask)");
            lines.add("foreground = torch.mul(foreground, mask)");
        }
        lines.add("overlap = torch.sum(torch.mul(probabilities, foreground), " + axes + ")");
        lines.add("sizes = torch.add(torch.sum(probabilities, " + axes + "), torch.sum(foreground, " + axes + "))");
        if (spec.batchDice()) {
            lines.add("overlap = torch.sum(overlap, [0])");
            lines.add("sizes = torch.sum(sizes, [0])");
        }
        lines.add("dice = torch.mean(torch.div(torch.add(torch.mul(overlap, 2.), " + SMOOTH
                + "), torch.clamp(torch.add(sizes, " + SMOOTH + "), 1e-08)))");
        return lines;
    }

    private List<String> countLines() {
        List<String> lines = new ArrayList<>(truthLines());
        if (spec.regions()) {
            lines.add("found = torch.to(torch.gt(logits, 0.), 6, False, False, None)");
        } else {
            lines.add("found = torch.scatter(torch.zeros_like(logits), 1, torch.argmax(logits, 1, True), 1.)");
            lines.add("found = torch.slice(found, 1, 1)");
            lines.add("truth = torch.slice(truth, 1, 1)");
        }
        if (spec.ignoreLabel().isPresent()) {
            lines.add("found = torch.mul(found, mask)");
            lines.add("truth = torch.mul(truth, mask)");
        }
        String all = axes.replace("[", "[0, ");
        lines.add("hits = torch.sum(torch.mul(found, truth), " + all + ")");
        lines.add("return torch.stack([hits, torch.sub(torch.sum(found, " + all
                + "), hits), torch.sub(torch.sum(truth, " + all + "), hits)])");
        return lines;
    }
}
