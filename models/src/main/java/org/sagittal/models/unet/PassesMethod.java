package org.sagittal.models.unet;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.script.ScriptMethod;

/**
 * A method that looks at the passes of a network one by one - one pass a combination of mirrored axes - and returns what a measure of
 * their disagreement needs: mean logits (N, heads, ...), mean probabilities (N, heads, ...), mean entropy in nats (N, ...), and the labels of
 * each pass (passes, N, ...): the largest head, or for regions the sum of 2^h over the heads above 0. One pass after the other is in memory.
 */
final class PassesMethod {
    private PassesMethod() {}

    /**
     * Writes the method.
     *
     * @param name its name
     * @param passes an expression of the logits of each pass, mirrored back, from {@code image}
     * @param heads channels of the logits
     * @param regions whether heads are independent
     */
    static ScriptMethod of(String name, List<String> passes, int heads, boolean regions) {
        List<String> lines = new ArrayList<>();
        for (int pass = 0; pass < passes.size(); pass++) {
            lines.add("logits = " + passes.get(pass));
            lines.addAll(regions ? regions(heads) : labels());
            if (pass == 0) {
                lines.add("found = [found_now]");
                lines.add("probabilities = probabilities_now");
                lines.add("entropy = entropy_now");
                lines.add("total = logits");
            } else {
                lines.add("_ = torch.append(found, found_now)");
                lines.add("probabilities = torch.add_(probabilities, probabilities_now)");
                lines.add("entropy = torch.add_(entropy, entropy_now)");
                lines.add("total = torch.add_(total, logits)");
            }
        }
        String share = Double.toString(1.0 / passes.size());
        lines.add("return [torch.mul_(total, " + share + "), torch.mul_(probabilities, " + share
                + "), torch.mul_(entropy, " + share + "), torch.stack(found)]");
        return new ScriptMethod(name, List.of("image: Tensor"), "List[Tensor]", lines);
    }

    private static List<String> labels() {
        return List.of(
                "logarithms = torch.log_softmax(logits, 1, None)",
                "probabilities_now = torch.exp(logarithms)",
                "entropy_now = torch.neg(torch.sum(torch.mul(probabilities_now, logarithms), [1]))",
                // 2 is int16, which holds every label
                "found_now = torch.to(torch.argmax(logits, 1), 2, False, False, None)");
    }

    private static List<String> regions(int heads) {
        List<String> lines = new ArrayList<>(List.of(
                "probabilities_now = torch.sigmoid(logits)",
                "yes = torch.mul(probabilities_now, torch.log_sigmoid(logits))",
                "no = torch.mul(torch.rsub(probabilities_now, 1.), torch.log_sigmoid(torch.neg(logits)))",
                "entropy_now = torch.neg(torch.sum(torch.add(yes, no), [1]))",
                "above = torch.to(torch.gt(logits, 0.), 6, False, False, None)",
                "found_now = torch.select(above, 1, 0)"));
        for (int head = 1; head < heads; head++) {
            lines.add("found_now = torch.add(found_now, torch.mul(torch.select(above, 1, " + head + "), "
                    + (double) (1 << head) + "))");
        }
        return lines;
    }
}
