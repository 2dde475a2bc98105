package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Spacing;

/**
 * In which order do the axes enter the network? The coarsest first, so that 2D slices are cut where the resolution is best.
 *
 * <p>Reference: nnunetv2 2.8.1; with equal spacings the first axis counts as coarsest.
 */
public final class TransposeRule {
    private TransposeRule() {}

    /**
     * Chooses the axis order.
     *
     * @param target target spacing in the images' axis order
     * @param suppressed whether a person asked for the images' own order
     * @return the permutation
     */
    public static Decided<Transposition> decide(Spacing target, boolean suppressed) {
        int coarse = Axes.argMax(target.toArrayMm());
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        order.remove(Integer.valueOf(coarse));
        order.add(0, coarse);
        Transposition usual = new Transposition(order);
        Transposition chosen = suppressed ? new Transposition(List.of(0, 1, 2)) : usual;
        String why = suppressed
                ? "Transposition was switched off; 2D slices are cut along the images' first axis."
                : Axes.max(target.toArrayMm()) == Axes.min(target.toArrayMm())
                        ? "All axes are equally fine; the images' own order stays."
                        : "Axis " + coarse + " is the coarsest; slices across it have the best in-plane resolution.";
        List<Alternative> alternatives = chosen.equals(usual)
                ? List.of()
                : List.of(new Alternative("order " + usual.forward(), List.of(), "transposition was switched off"));
        Decision decision = new Decision(
                "TransposeRule",
                Decision.ALL,
                "In which order do the image axes enter the network?",
                List.of(Fact.of("target spacing (image order)", Axes.list(target), "mm")),
                "order " + chosen.forward(),
                alternatives,
                why);
        return new Decided<>(chosen, decision);
    }
}
