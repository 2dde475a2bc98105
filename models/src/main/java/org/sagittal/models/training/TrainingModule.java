package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.loss.SegmentationLoss;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Pass;
import org.sagittal.models.script.Precision;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TrainingDialect;
import org.sagittal.models.script.Value;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;

/**
 * A network together with its loss and its optimizer as one script module, so that an iteration is one native call.
 *
 * <ul>
 *   <li>{@code forward(image)}: the finest logits.
 *   <li>{@code levels(image)}: the logits of every decoder level, finest first.
 *   <li>{@code gradients(image, target_0, ...)}: loss, loss of each supervised level, then the gradient of each trained parameter.
 *   <li>{@code step(image, rate, target_0, ...)}: one descent; (2) loss and gradient norm before clipping.
 *   <li>{@code validate(image, target_0, ...)}: loss, and counts (3, C') of the finest logits.
 *   <li>{@code state()}: weights, then velocities, in the order of parameters.
 *   <li>Where a batch is worked on in several parts, those of {@link PartMethods}.
 * </ul>
 */
public final class TrainingModule {
    private final UNet network;
    private final LossSpec loss;
    private final List<Integer> supervised;
    private final List<String> results;
    private final List<String> statements;
    private final Set<Parameter> dropped;

    private TrainingModule(UNet network, LossSpec loss, OptimizerSpec optimizer) {
        this.network = network;
        this.loss = loss;
        this.supervised = IntStream.range(0, loss.levelWeights().size())
                .filter(level -> loss.levelWeights().get(level) > 0)
                .boxed()
                .toList();
        Pass recorded = new Pass();
        Value image = recorded.input("image", network.exampleShape());
        List<Value> logits = network.forward(recorded, image, true);
        List<Value> used = supervised.stream().map(logits::get).toList();
        this.results = used.stream().map(Value::name).toList();
        if (isDivisible(network, optimizer)) {
            TrainingDialect fast =
                    TrainingDialect.of(recorded, image, used, network.parameters(), optimizer.precision());
            this.statements = fast.lines();
            this.dropped = fast.dropped();
        } else {
            this.statements = recorded.lines().stream()
                    .filter(line -> logits.stream()
                            .noneMatch(value -> !used.contains(value) && line.startsWith(value.name() + " =")))
                    .toList();
            this.dropped = Set.of();
        }
    }

    /**
     * Writes the module.
     *
     * @param network the network
     * @param loss what to minimise
     * @param optimizer how to descend
     * @return the program
     */
    public static ScriptModule of(UNet network, LossSpec loss, OptimizerSpec optimizer) {
        return of(network, loss, optimizer, 1, false);
    }

    /**
     * Whether a network can be trained on parts of a batch without leaving the engine's fast convolutions.
     *
     * @param network the network
     * @param optimizer how to descend
     * @return true if it is translated to channels-last operators
     */
    static boolean isDivisible(UNet network, OptimizerSpec optimizer) {
        return network.spec().kind() == NetworkSpec.Kind.PLAIN_CONV || optimizer.precision() != Precision.FLOAT32;
    }

    /**
     * Writes the module.
     *
     * @param network the network
     * @param loss what to minimise
     * @param optimizer how to descend
     * @param parts into how many parts batches will be divided; 1 for none
     * @param oneDnn whether the engine has oneDNN's own tensors
     * @return the program
     */
    static ScriptModule of(UNet network, LossSpec loss, OptimizerSpec optimizer, int parts, boolean oneDnn) {
        int levels = network.spec().stages() - 1;
        if (loss.levelWeights().size() > levels) {
            throw new IllegalArgumentException(
                    "levelWeights must number at most " + levels + ", the network's decoder levels, got "
                            + loss.levelWeights().size());
        }
        TrainingModule module = new TrainingModule(network, loss, optimizer);
        List<Parameter> trained = module.trained();
        List<ScriptMethod> methods = new ArrayList<>();
        methods.add(network.forwardMethod());
        methods.add(network.levelsMethod());
        methods.addAll(TrainingDialect.methods(network.spec().dimensions(), oneDnn));
        methods.addAll(SegmentationLoss.methods(loss, network.spec().dimensions()));
        methods.add(module.gradientMethod(trained));
        methods.add(NesterovSgd.method(optimizer, trained));
        methods.add(module.stepMethod());
        methods.add(module.validationMethod());
        methods.add(module.stateMethod());
        if (parts > 1) {
            methods.addAll(new PartMethods(module, trained, parts).all());
        }
        return new ScriptModule(network.parameters(), NesterovSgd.velocities(network.parameters()), methods);
    }

    /** Parameters that the loss depends on: all but the segmentation layers of levels that are not supervised. */
    private List<Parameter> trained() {
        int levels = network.spec().stages() - 1;
        return network.parameters().stream()
                .filter(p -> !p.name().startsWith("decoder.seg_layers.")
                        || supervised.contains(
                                levels - 1 - Integer.parseInt(p.name().split("\\.")[2])))
                .toList();
    }

    /** The pass, which defines {@link #results}. */
    List<String> statements() {
        return statements;
    }

    /** Names of the supervised logits, finest first. */
    List<String> results() {
        return results;
    }

    /** Parameters whose gradient is 0. */
    Set<Parameter> dropped() {
        return dropped;
    }

    List<String> targets() {
        return supervised.stream().map(level -> "target_" + level).toList();
    }

    List<String> targetArguments() {
        return targets().stream().map(name -> name + ": Tensor").toList();
    }

    /** Defines {@code loss_0}, ... of each supervised level and their weighted sum {@code total}. */
    List<String> lossLines(List<String> logits) {
        List<String> lines = new ArrayList<>();
        StringBuilder sum = new StringBuilder();
        for (int i = 0; i < supervised.size(); i++) {
            lines.add("loss_" + i + " = (self).loss(" + logits.get(i) + ", "
                    + targets().get(i) + ")");
            String term = "torch.mul(loss_" + i + ", " + loss.levelWeights().get(supervised.get(i)) + ")";
            sum = i == 0
                    ? new StringBuilder(term)
                    : sum.insert(0, "torch.add(").append(", ").append(term).append(")");
        }
        lines.add("total = " + sum);
        return lines;
    }

    private List<String> passAndLoss() {
        List<String> lines = new ArrayList<>(statements);
        lines.addAll(lossLines(results));
        return lines;
    }

    private ScriptMethod gradientMethod(List<Parameter> trained) {
        List<String> lines = passAndLoss();
        List<Parameter> found =
                trained.stream().filter(p -> !dropped.contains(p)).toList();
        lines.add("found = torch.autograd.grad([total], ["
                + String.join(", ", found.stream().map(Parameter::expression).toList())
                + "], None, None, False, False)");
        String losses = String.join(
                ", ",
                IntStream.range(0, supervised.size())
                        .mapToObj(i -> "torch.detach(loss_" + i + ")")
                        .toList());
        lines.add("results = [torch.detach(total), " + losses + "]");
        for (Parameter parameter : trained) {
            int place = found.indexOf(parameter);
            lines.add("_0 = torch.append(results, "
                    + (place < 0
                            ? "torch.zeros_like(torch.detach(" + parameter.expression() + "))"
                            : "torch.contiguous(torch._unwrap_optional(found[" + place + "]), memory_format=0)")
                    + ")");
        }
        lines.add("return results");
        List<String> arguments = new ArrayList<>(List.of("image: Tensor"));
        arguments.addAll(targetArguments());
        return new ScriptMethod("gradients", arguments, "List[Tensor]", lines);
    }

    private ScriptMethod stepMethod() {
        List<String> lines = List.of(
                "results = (self).gradients(image, " + String.join(", ", targets()) + ")",
                "norm = (self).update(torch.slice(results, " + (1 + supervised.size()) + "), rate)",
                "return torch.stack([results[0], norm])");
        List<String> arguments = new ArrayList<>(List.of("image: Tensor", "rate: Tensor"));
        arguments.addAll(targetArguments());
        return new ScriptMethod("step", arguments, "Tensor", lines);
    }

    private ScriptMethod validationMethod() {
        List<String> lines = passAndLoss();
        lines.add("return [total, (self).counts(" + results.get(0) + ", target_0)]");
        List<String> arguments = new ArrayList<>(List.of("image: Tensor"));
        arguments.addAll(targetArguments());
        return new ScriptMethod("validate", arguments, "List[Tensor]", lines);
    }

    private ScriptMethod stateMethod() {
        List<Parameter> all = new ArrayList<>(network.parameters());
        all.addAll(NesterovSgd.velocities(network.parameters()));
        String list = String.join(
                ", ",
                all.stream().map(p -> "torch.detach(" + p.expression() + ")").toList());
        return new ScriptMethod("state", List.of(), "List[Tensor]", List.of("return [" + list + "]"));
    }
}
