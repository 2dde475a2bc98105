package org.sagittal.planner.exchange.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickleMachineTest {
    private static Object read(byte[] pickle) {
        return PickleMachine.read(pickle, id -> new TorchStorage("0", StorageType.FloatStorage, 12));
    }

    @Test
    void readsPlainValues() {
        byte[] pickle = new PickleForge()
                .op('}')
                .op('(')
                .text("a")
                .integer(-7)
                .text("b")
                .op(']')
                .op('(')
                .op('N')
                .raw(0x88, 0x89, 'K', 255, 'M', 0xff, 0xff)
                .op('e')
                .text("c")
                .wide(1L << 40)
                .op('u')
                .stop();

        Map<?, ?> map = (Map<?, ?>) read(pickle);

        assertThat(map.get("a")).isEqualTo(-7L);
        assertThat((List<?>) map.get("b")).asList().containsExactly(null, true, false, 255L, 65535L);
        assertThat(map.get("c")).isEqualTo(1L << 40);
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "builtins, exec",
        "__builtin__, getattr",
        "subprocess, Popen",
        "torch, load",
        "torch.storage, _load_from_bytes",
        "torch._utils, _rebuild_tensor_v2.__globals__",
        "torch._utils._rebuild_tensor_v2, __call__",
        "numpy, load",
        "torch, _utils._rebuild_tensor_v2",
        "collections.OrderedDict, __init__",
        "os, path.os.system",
        "torch._utils, os.system",
        "nt, system",
        "functools, partial",
        "operator, attrgetter",
        "copyreg, _reconstructor",
        "_codecs, decode",
        "torch.hub, load",
        "numpy.core, multiarray.scalar",
        "runpy, _run_code",
        "collections, OrderedDict.fromkeys",
        "collections.OrderedDict, fromkeys",
    })
    void refusesByName(String module, String name) {
        byte[] pickle = new PickleForge()
                .global(module, name)
                .text("touch PWNED")
                .raw(0x85)
                .op('R')
                .stop();

        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining(module + "." + name)
                .hasMessageContaining("refused");
    }

    @ParameterizedTest
    @CsvSource({"O8", "V4", "S100000", "M8", "object", "f16", "c16", "U-1"})
    void refusesNumpyTypesThatAreNoNumbers(String code) {
        byte[] pickle = new PickleForge()
                .global("numpy", "dtype")
                .text(code)
                .raw(0x85)
                .op('R')
                .stop();

        assertThatThrownBy(() -> read(pickle)).hasMessageContaining(code).hasMessageContaining("only numbers and text");
    }

    @ParameterizedTest
    @CsvSource({"0x69", "0x6f", "0x81", "0x82", "0x83", "0x84", "0x50", "0x92", "0x49", "0x97", "0x98"})
    void refusesOpcodesTorchDoesNotWrite(String opcode) {
        int code = Integer.decode(opcode) & 0xff;
        byte[] pickle = new PickleForge().raw(code, 0, 0, 0, 0).stop();

        assertThatThrownBy(() -> read(pickle)).isInstanceOf(PickleException.class);
    }

    @Test
    void refusesNewerProtocols() {
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 6, '.'})).hasMessageContaining("protocol 6");
    }

    @Test
    void endsWithASentenceOnEveryTruncation() {
        byte[] pickle = new PickleForge()
                .op('}')
                .text("a")
                .tensor("0", 12, 0, new long[] {3, 4}, new long[] {4, 1})
                .op('s')
                .stop();
        assertThat(read(pickle)).isInstanceOf(Map.class);

        for (int length = 0; length < pickle.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(pickle, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(PickleException.class);
        }
    }

    @Test
    void survivesEveryFlippedByte() {
        byte[] good = new PickleForge()
                .op('}')
                .text("a")
                .tensor("0", 12, 0, new long[] {3, 4}, new long[] {4, 1})
                .op('s')
                .stop();
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                try {
                    read(bad);
                } catch (PickleException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    void refusesTextLongerThanTheFile() {
        byte[] pickle = new PickleForge().op('X').int32(-1).stop();

        assertThatThrownBy(() -> read(pickle)).hasMessageContaining("longer than the rest");
    }

    @Test
    void nestingCostsNoStack() {
        PickleForge writer = new PickleForge();
        for (int depth = 0; depth < 500_000; depth++) {
            writer.op(']');
        }
        for (int depth = 1; depth < 500_000; depth++) {
            writer.op('a');
        }

        assertThat(read(writer.stop())).isInstanceOf(List.class);
    }

    @Test
    void refusesCallsOfData() {
        assertThatThrownBy(
                        () -> read(new PickleForge().text("x").op(')').op('R').stop()))
                .hasMessageContaining("no function");
        assertThatThrownBy(() -> read(new PickleForge()
                        .global("torch", "FloatStorage")
                        .op(')')
                        .op('R')
                        .stop()))
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> read(new PickleForge().op(']').op('}').op('b').stop()))
                .hasMessageContaining("not data");
    }

    @ParameterizedTest
    @CsvSource({
        "13, 0, 1, 1", // begins beyond the end
        "-1, 0, 1, 1",
        "0, 13, 1, 1", // one number too many
        "1, 12, 1, 1",
        "0, 3, 1, 6", // ends exactly behind the last
        "0, 4294967296, 1, 1",
        "0, 2, 1, -1",
        "9223372036854775807, 2, 1, 1",
        "0, 2147483647, 2147483647, 9223372036854775807",
    })
    void refusesViewsBeyondTheirStorage(long offset, long extent, long other, long stride) {
        byte[] pickle = new PickleForge()
                .tensor("0", 12, offset, new long[] {extent, other}, new long[] {stride, 1})
                .stop();

        assertThatThrownBy(() -> read(pickle)).isInstanceOf(PickleException.class);
    }

    @Test
    void acceptsViewsInsideTheirStorage() {
        TorchTensor tensor = (TorchTensor) read(new PickleForge()
                .tensor("0", 12, 1, new long[] {3, 2}, new long[] {4, 2})
                .stop());

        assertThat(tensor.elements()).isEqualTo(6);
        assertThat(tensor.contiguous()).isFalse();
    }
}
