package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.ScriptMethod;

/**
 * Methods of the script module for an iteration in which each thread works on its own part of the batch, for a fixed number of parts. An
 * instance norm sees one sample, so only the loss joins them:
 *
 * <ul>
 *   <li>{@code part_logits(image)}: logits of the supervised levels of one part, with their graph.
 *   <li>{@code slopes(target_0, ..., logits of part 0, of part 1, ...)}: the batch's loss, then its gradient by each of those logits.
 *   <li>{@code part_gradients(logits, slopes)} of one part: gradients of the parameters that have one.
 *   <li>{@code descend(rate, gradients of part 0, of part 1, ...)}: one descent; the norm of their sum before clipping.
 *   <li>{@code assess(target_0, ..., logits of part 0, of part 1, ...)}: loss, and counts (3, C') of the finest logits.
 * </ul>
 */
final class PartMethods {
    private final TrainingModule module;
    private final List<Parameter> trained;
    private final List<Parameter> found;
    private final int parts;
    private final int levels;

    PartMethods(TrainingModule module, List<Parameter> trained, int parts) {
        this.module = module;
        this.trained = trained;
        this.found = trained.stream().filter(p -> !module.dropped().contains(p)).toList();
        this.parts = parts;
        this.levels = module.results().size();
    }

    List<ScriptMethod> all() {
        return List.of(logits(), slopes(), gradients(), descend(), assess());
    }

    private ScriptMethod logits() {
        List<String> lines = new ArrayList<>(module.statements());
        lines.add("return " + module.results());
        return new ScriptMethod("part_logits", List.of("image: Tensor"), "List[Tensor]", lines);
    }

    private ScriptMethod slopes() {
        List<String> lines = new ArrayList<>();
        List<String> leaves = new ArrayList<>();
        for (String logits : names("logits_")) {
            lines.add("leaf_" + logits + " = torch.requires_grad_(torch.detach(" + logits + "))");
            leaves.add("leaf_" + logits);
        }
        List<String> whole = joined("leaf_logits_", lines);
        lines.addAll(module.lossLines(whole));
        lines.add("found = torch.autograd.grad([total], " + leaves + ", None, None, False, False)");
        lines.add("results = [torch.detach(total)]");
        lines.add("for i in range(torch.len(found)):");
        lines.add("  _0 = torch.append(results, torch._unwrap_optional(found[i]))");
        lines.add("return results");
        return new ScriptMethod("slopes", lossArguments(), "List[Tensor]", lines);
    }

    private ScriptMethod gradients() {
        List<String> logits = numbered("logits_", levels);
        List<String> slopes = numbered("slope_", levels);
        List<String> lines = List.of(
                "slopes = annotate(List[Optional[Tensor]], " + slopes + ")",
                "found = torch.autograd.grad(" + logits + ", "
                        + found.stream().map(Parameter::expression).toList() + ", slopes, None, False, False)",
                "results = annotate(List[Tensor], [])",
                "for i in range(torch.len(found)):",
                "  _0 = torch.append(results, torch.contiguous(torch._unwrap_optional(found[i]), memory_format=0))",
                "return results");
        return new ScriptMethod(
                "part_gradients", tensors(Stream.concat(logits.stream(), slopes.stream())), "List[Tensor]", lines);
    }

    private ScriptMethod descend() {
        List<String> lines = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of("rate"));
        List<String> first = numbered("part_0_", found.size());
        arguments.addAll(first);
        for (int part = 1; part < parts; part++) {
            List<String> more = numbered("part_" + part + "_", found.size());
            arguments.addAll(more);
            for (int i = 0; i < first.size(); i++) {
                // One call for all would be dropped: the engine does not see that it changes the arguments.
                lines.add(first.get(i) + " = torch.add_(" + first.get(i) + ", " + more.get(i) + ")");
            }
        }
        List<String> all = trained.stream()
                .map(p -> found.contains(p)
                        ? first.get(found.indexOf(p))
                        : "torch.zeros_like(torch.detach(" + p.expression() + "))")
                .toList();
        lines.add("return (self).update(" + all + ", rate)");
        return new ScriptMethod("descend", tensors(arguments.stream()), "Tensor", lines);
    }

    private ScriptMethod assess() {
        List<String> lines = new ArrayList<>();
        List<String> whole = joined("logits_", lines);
        lines.addAll(module.lossLines(whole));
        lines.add("return [total, (self).counts(" + whole.get(0) + ", target_0)]");
        return new ScriptMethod("assess", lossArguments(), "List[Tensor]", lines);
    }

    private List<String> lossArguments() {
        return tensors(Stream.concat(module.targets().stream(), names("logits_").stream()));
    }

    /** Names of the logits of all parts, part after part. */
    private List<String> names(String prefix) {
        return IntStream.range(0, parts)
                .boxed()
                .flatMap(part -> numbered(prefix + part + "_", levels).stream())
                .toList();
    }

    /** Puts the parts of each level together. */
    private List<String> joined(String prefix, List<String> lines) {
        List<String> whole = numbered("whole_", levels);
        for (int level = 0; level < levels; level++) {
            int at = level;
            List<String> pieces = IntStream.range(0, parts)
                    .mapToObj(part -> prefix + part + "_" + at)
                    .toList();
            lines.add(whole.get(level) + " = torch.cat(" + pieces + ", 0)");
        }
        return whole;
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> tensors(Stream<String> names) {
        return names.map(name -> name + ": Tensor").toList();
    }
}
