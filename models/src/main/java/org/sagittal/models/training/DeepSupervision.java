package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The outputs of a network that the loss sees, finest first: how large each is compared to the patch, and how much it counts.
 *
 * <p>Reference: nnU-Net. Scale i is one over the product of the strides of stages 0 to i; the last stage has no output. Weights are
 * 1, 1/2, 1/4, ..., the last one is 0, and the sum is 1. With two stages this is 0/0 there; here the only output weighs 1.
 *
 * @param scales per output the size as a share of the patch along each axis of the network, (z, y, x) or (y, x)
 * @param weights per output its share of the loss; an output of weight 0 need not be computed
 */
public record DeepSupervision(List<List<Double>> scales, List<Double> weights) {
    /** Copies the lists; refuses lists of unequal length, scales outside (0, 1] and weights that do not sum to one. */
    public DeepSupervision {
        scales = scales.stream().map(List::copyOf).toList();
        weights = List.copyOf(weights);
        if (scales.isEmpty() || scales.size() != weights.size()) {
            throw new IllegalArgumentException("scales and weights must be equally many and at least one, got "
                    + scales.size() + " and " + weights.size());
        }
        for (List<Double> scale : scales) {
            if (scale.size() != scales.get(0).size()
                    || scale.size() < 2
                    || scale.size() > 3
                    || scale.stream().anyMatch(s -> !(s > 0 && s <= 1))) {
                throw new IllegalArgumentException(
                        "each scale must have 2 or 3 equally many values in (0, 1], got " + scales);
            }
        }
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        if (weights.stream().anyMatch(w -> !(w >= 0)) || Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("weights must not be negative and sum to 1, got " + weights);
        }
    }

    /**
     * The outputs of a network with these stages.
     *
     * @param strides per stage the stride along each axis, the first all ones
     * @return scales and weights of its outputs
     * @throws IllegalArgumentException for fewer than two stages: such a network has no decoder and no output
     */
    public static DeepSupervision ofStrides(List<List<Integer>> strides) {
        if (strides.size() < 2) {
            throw new IllegalArgumentException("strides must have at least 2 stages to supervise an output, got "
                    + strides.size() + "; a network without pooling cannot be trained");
        }
        int outputs = strides.size() - 1;
        double[] product = new double[strides.get(0).size()];
        Arrays.fill(product, 1);
        List<List<Double>> scales = new ArrayList<>();
        for (List<Integer> stride : strides.subList(0, outputs)) {
            List<Double> scale = new ArrayList<>();
            for (int axis = 0; axis < product.length; axis++) {
                product[axis] *= stride.get(axis);
                scale.add(1 / product[axis]);
            }
            scales.add(scale);
        }
        return new DeepSupervision(scales, weights(outputs));
    }

    /**
     * Only the full-size output counts.
     *
     * @param dimensions 2 or 3
     * @return one output of scale 1 and weight 1
     */
    public static DeepSupervision off(int dimensions) {
        return new DeepSupervision(List.of(Collections.nCopies(dimensions, 1.0)), List.of(1.0));
    }

    private static List<Double> weights(int outputs) {
        if (outputs == 1) {
            return List.of(1.0);
        }
        double sum = 0;
        for (int i = 0; i < outputs - 1; i++) {
            sum += Math.scalb(1.0, -i);
        }
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < outputs - 1; i++) {
            weights.add(Math.scalb(1.0, -i) / sum);
        }
        weights.add(0.0);
        return weights;
    }
}
