package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.script.Initialization;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.ScriptMethod;

/**
 * Stochastic gradient descent with Nesterov momentum m, weight decay and clipping of the gradient's norm, as a method of the script
 * module: all parameters in one call, each value read and written once.
 *
 * <p>g = gradient * min(1, c / (|gradient| + 1e-6)) + decay * w; v = m v + g; w = w - rate (g + m v).
 *
 * <p>Reference: Sutskever et al. 2013 in the form of torch.optim.SGD; Pascanu et al. 2013 for the clipping.
 */
public final class NesterovSgd {
    /** What the name of a velocity begins with. */
    static final String PREFIX = "momentum.";

    private NesterovSgd() {}

    /**
     * The velocity of each parameter.
     *
     * @param parameters trained parameters
     * @return buffers named {@code momentum.<parameter>}, starting at 0
     */
    public static List<Parameter> velocities(List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> new Parameter(PREFIX + p.name(), p.shape(), new Initialization.Constant(0)))
                .toList();
    }

    /**
     * The update of the given parameters as a method {@code update(gradients, rate)} that returns the gradient's norm before clipping.
     *
     * @param spec momentum, decay and clipping
     * @param parameters those that have a gradient, in the order of the gradients
     * @return the method
     */
    public static ScriptMethod method(OptimizerSpec spec, List<Parameter> parameters) {
        List<String> lines = new ArrayList<>();
        lines.add("weights = [" + joined(parameters, "torch.detach(", ")") + "]");
        lines.add("velocities = [" + joined(velocities(parameters), "", "") + "]");
        lines.add("norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients, 2.)), 2.)");
        lines.add("scale = torch.clamp(torch.div(torch.add(norm, 1e-06), " + spec.clipNorm() + "), 1.)");
        lines.add("torch._fused_sgd_(weights, gradients, velocities, weight_decay=" + spec.weightDecay() + ", momentum="
                + spec.momentum() + ", lr=rate, dampening=0., nesterov=True, maximize=False, is_first_step=False, "
                + "grad_scale=scale, found_inf=None)");
        lines.add("return norm");
        return new ScriptMethod("update", List.of("gradients: List[Tensor]", "rate: Tensor"), "Tensor", lines);
    }

    private static String joined(List<Parameter> parameters, String before, String after) {
        return String.join(
                ", ",
                parameters.stream().map(p -> before + p.expression() + after).toList());
    }
}
