package org.sagittal.models.training;

import org.sagittal.models.script.Precision;

/**
 * Stochastic gradient descent with Nesterov momentum: first the gradient's norm over all parameters is clipped, then the decay
 * {@code weightDecay * w} is added to each gradient, then the momentum step is made.
 *
 * <p>Reference: nnU-Net's trainer; torch's SGD with Nesterov momentum.
 *
 * @param momentum share of the last step that is kept, in [0, 1)
 * @param weightDecay factor of the weight in its own gradient
 * @param clipNorm largest Euclidean norm of all gradients together
 * @param precision number format of the convolutions, forward and backward, that the gradients come from; weights, gradients, velocities
 *     and loss are float32 in any
 */
public record OptimizerSpec(double momentum, double weightDecay, double clipNorm, Precision precision) {
    /** Refuses momentum outside [0, 1), negative decay and norms that are not positive. */
    public OptimizerSpec {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
        }
        if (!(weightDecay >= 0) || !Double.isFinite(weightDecay)) {
            throw new IllegalArgumentException("weightDecay must be finite and not negative, got " + weightDecay);
        }
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("clipNorm must be positive, got " + clipNorm);
        }
    }

    /**
     * What nnU-Net does: momentum 0.99, weight decay 3e-5, norm 12, on a CPU float32.
     *
     * @return the default optimiser
     */
    public static OptimizerSpec nnunet() {
        return new OptimizerSpec(0.99, 3e-5, 12, Precision.FLOAT32);
    }

    /**
     * The same descent with other convolutions.
     *
     * @param other number format of the convolutions
     * @return the changed optimiser
     */
    public OptimizerSpec withPrecision(Precision other) {
        return new OptimizerSpec(momentum, weightDecay, clipNorm, other);
    }
}
