package org.sagittal.planner.exchange;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sagittal.planner.exchange.torch.PickleForge;

/** What a pickle may say wrongly of storages, of tensors as views of them, and of weights, as opcodes that are slipped into a good one. */
final class HostileTensors {
    private final PickleTricks samples = new PickleTricks();

    private HostileTensors() {}

    /** Name of each trick -> opcodes, made when asked for. */
    static Map<String, Supplier<byte[]>> all() {
        HostileTensors made = new HostileTensors();
        made.storages();
        made.views();
        made.weights();
        return made.samples.all();
    }

    private void add(String name, Consumer<PickleForge> body) {
        samples.add(name, body);
    }

    private void storages() {
        long[] one = {1};
        add("storage elsewhere", f -> f.tensor("../data.pkl", 3, 0, one, one).op('0'));
        add("storage that is not there", f -> f.tensor("4711", 3, 0, one, one).op('0'));
        for (long count : new long[] {1L << 62, -1, Long.MIN_VALUE, 0, 1L << 50}) {
            add("storage of " + count, f -> f.tensor("0", count, 0, one, one).op('0'));
        }
        add(
                "id of three",
                f -> f.text("storage")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .raw(0x87)
                        .op('Q')
                        .op('0'));
        add("id of text", f -> f.text("storage").op('Q').op('0'));
        for (String type : new String[] {"ComplexFloatStorage", "QInt8Storage", "storage.UntypedStorage", "XStorage"}) {
            add(
                    "storage type " + type,
                    f -> f.op('(')
                            .text("storage")
                            .global("torch", type)
                            .text("0")
                            .text("cpu")
                            .integer(1)
                            .op('t')
                            .op('Q')
                            .op('0'));
        }
        add(
                "storage of no type",
                f -> f.op('(')
                        .text("storage")
                        .global("collections", "OrderedDict")
                        .text("0")
                        .text("cpu")
                        .integer(1)
                        .op('t')
                        .op('Q')
                        .op('0'));
        add(
                "other persistent id",
                f -> f.op('(')
                        .text("module")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .text("cpu")
                        .integer(1)
                        .op('t')
                        .op('Q')
                        .op('0'));
    }

    /** Views of the first storage, a convolution of 2 x 1 x 1 x 3 x 3 numbers. */
    private void views() {
        long huge = Long.MAX_VALUE;
        long[][][] tricks = {
            {{-1}, {1}, {1}},
            {{19}, {1}, {1}},
            {{18}, {1}, {1}},
            {{huge}, {1}, {1}},
            {{0}, {19}, {1}},
            {{0}, {2}, {18}},
            {{0}, {2}, {-1}},
            {{17}, {2}, {-1}},
            {{0}, {-1}, {1}},
            {{0}, {huge}, {1}},
            {{0}, {3}, {huge}},
            {{0}, {1L << 31}, {0}},
            {{0}, {2147483647, 2147483647}, {0, 0}},
            {{0}, {1 << 20, 1 << 20}, {0, 0}},
            {{0}, {2, 2}, {huge, huge}},
            {{1}, {2, 2}, {huge / 2, huge / 2}},
            {{0}, {2}, {1, 1}},
            {{0}, {}, {1}},
            {{0}, new long[70], new long[70]},
            {{0}, {Long.MIN_VALUE}, {Long.MIN_VALUE}},
        };
        for (int i = 0; i < tricks.length; i++) {
            long[][] trick = tricks[i];
            add(
                    "view " + i,
                    f -> f.tensor("0", 18, trick[0][0], trick[1], trick[2]).op('0'));
        }
        add(
                "view of texts",
                f -> f.global("torch._utils", "_rebuild_tensor_v2")
                        .op('(')
                        .text("a")
                        .text("b")
                        .text("c")
                        .text("d")
                        .op('t')
                        .op('R')
                        .op('0'));
        add(
                "view of endless lists",
                f -> f.op(']')
                        .raw(0x94)
                        .op(']')
                        .raw('a', 0x94)
                        .global("torch._utils", "_rebuild_tensor_v2")
                        .op('(')
                        .op(']')
                        .op(']')
                        .op(']')
                        .op(']')
                        .op('t')
                        .op('R'));
    }

    private void weights() {
        add("no weights", f -> f.text("network_weights").op('}').op('s'));
        add("weights that are a list", f -> f.text("network_weights").op(']').op('s'));
        add(
                "weights that are the root itself",
                f -> f.text("network_weights").raw('h', 0).op('s'));
        add(
                "weight that is a number",
                f -> weight(f, "encoder.x").integer(3).op('s').op('0'));
        add(
                "superfluous weight",
                f -> weight(f, "encoder.stages.9.0.convs.0.conv.weight")
                        .tensor("0", 18, 0, new long[] {1}, new long[] {1})
                        .op('s')
                        .op('0'));
        add(
                "running statistics of a batch norm",
                f -> weight(f, "encoder.stages.0.0.convs.0.norm.running_mean")
                        .tensor("0", 18, 0, new long[] {2}, new long[] {1})
                        .op('s')
                        .op('0'));
        add(
                "weight of another shape",
                f -> weight(f, "encoder.stages.0.0.convs.0.conv.weight")
                        .tensor("0", 18, 0, new long[] {2, 1, 3, 3, 1}, new long[] {9, 9, 3, 1, 1})
                        .op('s')
                        .op('0'));
        add(
                "weight twice",
                f -> weight(f, "module.encoder.stages.0.0.convs.0.conv.weight")
                        .tensor("0", 18, 0, new long[] {1}, new long[] {1})
                        .op('s')
                        .op('0'));
        add(
                "weight of a repeated number",
                f -> weight(f, "encoder.y")
                        .tensor("0", 18, 0, new long[] {1 << 27, 2}, new long[] {0, 0})
                        .op('s')
                        .op('0'));
        add("weights of repeated numbers", f -> {
            for (int i = 0; i < 50; i++) {
                weight(f, "encoder.y" + i)
                        .tensor("0", 18, 0, new long[] {1 << 22}, new long[] {0})
                        .op('s')
                        .op('0');
            }
        });
        add(
                "weight with lines in its name",
                f -> weight(f, "a\nb\u001b[31m").op('N').op('s').op('0'));
        add(
                "weight with an endless name",
                f -> weight(f, "module.".repeat(300_000))
                        .tensor("0", 18, 0, new long[] {1}, new long[] {1})
                        .op('s')
                        .op('0'));
        add(
                "mirroring along axis 7",
                f -> f.text("inference_allowed_mirroring_axes")
                        .integer(7)
                        .raw(0x85)
                        .op('s'));
        add(
                "mirroring twice",
                f -> f.text("inference_allowed_mirroring_axes")
                        .integer(1)
                        .integer(1)
                        .raw(0x86)
                        .op('s'));
        add(
                "mirroring along a text",
                f -> f.text("inference_allowed_mirroring_axes").text("all").op('s'));
        add("root that is a list", f -> f.op(']'));
        add("root that is a name", f -> f.global("collections", "OrderedDict"));
    }

    private static PickleForge weight(PickleForge forge, String name) {
        return forge.raw('h', GoodModel.STATE_DICT_MEMO).text(name);
    }
}
