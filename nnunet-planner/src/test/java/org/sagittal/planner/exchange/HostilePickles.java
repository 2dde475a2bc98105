package org.sagittal.planner.exchange;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sagittal.planner.exchange.torch.PickleForge;

/** What a pickle may try against the machine that reads it, as opcodes that are slipped into a good one. Payloads are texts; nothing here could do harm in Python either. */
final class HostilePickles {
    private static final String PAYLOAD = "print('this text was run')";
    private static final String[] CALLS = {
        "os.system",
        "posix.system",
        "nt.system",
        "os.popen",
        "os.execv",
        "posix.spawnv",
        "subprocess.Popen",
        "subprocess.check_output",
        "builtins.eval",
        "builtins.exec",
        "builtins.compile",
        "builtins.getattr",
        "builtins.setattr",
        "builtins.__import__",
        "builtins.open",
        "builtins.map",
        "builtins.type",
        "builtins.globals",
        "__builtin__.eval",
        "__builtin__.execfile",
        "__builtin__.getattr",
        "__builtin__.apply",
        "__builtin__.reduce",
        "builtins.print",
        "functools.partial",
        "functools.reduce",
        "operator.attrgetter",
        "operator.methodcaller",
        "operator.itemgetter",
        "itertools.starmap",
        "torch.load",
        "torch.jit.load",
        "torch.hub.load",
        "torch.storage._load_from_bytes",
        "torch.serialization.load",
        "torch.package.PackageImporter",
        "torch._utils._rebuild_sparse_tensor",
        "torch._utils._import_dotted_name",
        "torch.ops.load_library",
        "torch.utils.cpp_extension.load",
        "torch.nn.Module",
        "torch.UntypedStorage",
        "torch.classes.load_library",
        "numpy.load",
        "numpy.loads",
        "numpy.save",
        "numpy.fromfile",
        "numpy.memmap",
        "numpy.f2py.compile",
        "numpy.testing._private.utils.runstring",
        "numpy.core.multiarray.fromfile",
        "pickle.loads",
        "_pickle.loads",
        "cPickle.loads",
        "dill.loads",
        "joblib.load",
        "marshal.loads",
        "codecs.decode",
        "_codecs.decode",
        "_codecs.lookup",
        "copyreg._reconstructor",
        "copyreg.__newobj__",
        "copy_reg._reconstructor",
        "copyreg.add_extension",
        "importlib.import_module",
        "runpy._run_code",
        "runpy.run_path",
        "webbrowser.open",
        "ctypes.CDLL",
        "socket.socket",
        "shutil.rmtree",
        "pathlib.Path.unlink",
        "pty.spawn",
        "timeit.timeit",
        "types.FunctionType",
        "types.CodeType",
        "code.InteractiveInterpreter",
        "pip.main",
        "pdb.run",
        "cProfile.run",
        "bdb.Bdb.run",
        "logging.config.listen",
        "sys.modules",
        "sys.exit",
        "asyncio.create_subprocess_shell",
        "urllib.request.urlopen",
        "http.client.HTTPSConnection",
        "nnunetv2.utilities.find_class_by_name.recursive_find_python_class",
        "collections.OrderedDict.fromkeys",
        "_io.FileIO",
        "io.open",
        "tempfile.mktemp",
        "zipfile.ZipFile",
        "site.main",
        "idlelib.run.main",
        "doctest.debug_script",
    };

    private final PickleTricks samples = new PickleTricks();

    private HostilePickles() {}

    /** Name of each trick -> opcodes, made when asked for. */
    static Map<String, Supplier<byte[]>> all() {
        HostilePickles made = new HostilePickles();
        made.calls();
        made.names();
        made.opcodes();
        made.misuse();
        made.lengths();
        made.amounts();
        return made.samples.all();
    }

    private void add(String name, Consumer<PickleForge> body) {
        samples.add(name, body);
    }

    private void calls() {
        for (String name : CALLS) {
            int dot = name.lastIndexOf('.');
            add(
                    "run " + name,
                    f -> f.global(name.substring(0, dot), name.substring(dot + 1))
                            .text(PAYLOAD)
                            .raw(0x85)
                            .op('R')
                            .op('0'));
        }
    }

    private void names() {
        String[][] tricks = {
            {"os", "system"},
            {"os", "path.os.system"},
            {"torch", "_utils.os.system"},
            {"torch._utils", "os.system"},
            {"torch._utils", "_rebuild_tensor_v2.__globals__"},
            {"torch", "_utils._rebuild_tensor_v2"},
            {"collections", "OrderedDict.__init__.__globals__"},
            {"collections.OrderedDict", ""},
            {"", "collections.OrderedDict"},
            {"collections\n", "OrderedDict"},
            {"collections", "OrderedDict\n"},
            {"COLLECTIONS", "OrderedDict"},
            {"numpy.core", "multiarray.scalar"},
            {"\u0000collections", "OrderedDict"},
            {"x".repeat(100_000), "y".repeat(100_000)},
        };
        for (int i = 0; i < tricks.length; i++) {
            String[] trick = tricks[i];
            add(
                    "stack global " + i,
                    f -> f.text(trick[0]).text(trick[1]).raw(0x93).op('0'));
        }
        add("stack global of numbers", f -> f.integer(1).integer(2).raw(0x93).op('0'));
        add("endless name", f -> f.op('c').bytes("a".repeat(2000)));
        add("name without its end", f -> f.op('c').bytes("os"));
    }

    private void opcodes() {
        add("INST", f -> f.op('(').text(PAYLOAD).op('i').bytes("os\nsystem\n").op('0'));
        add("OBJ", f -> f.op('(').global("collections", "OrderedDict").op('o').op('0'));
        add(
                "NEWOBJ",
                f -> f.global("collections", "OrderedDict").op(')').raw(0x81).op('0'));
        add(
                "NEWOBJ_EX",
                f -> f.global("collections", "OrderedDict")
                        .op(')')
                        .op('}')
                        .raw(0x92)
                        .op('0'));
        add("EXT1", f -> f.raw(0x82, 1).op('0'));
        add("EXT2", f -> f.raw(0x83, 1, 1).op('0'));
        add("EXT4", f -> f.raw(0x84, 1, 1, 1, 1).op('0'));
        add("PERSID", f -> f.op('P').bytes("storage\n").op('0'));
        add("NEXT_BUFFER", f -> f.raw(0x97).op('0'));
        add("READONLY_BUFFER", f -> f.text("a").raw(0x98).op('0'));
        for (String line :
                new String[] {"S'a'\n", "I1\n", "L1L\n", "Va\n", "F1.0\n", "g0\n", "p0\n", "(l", "(d", "U\u0001a"}) {
            add("protocol 0: " + line.strip(), f -> f.bytes(line).op('0'));
        }
        add("protocol 6", f -> f.raw(0x80, 6));
        add("unknown opcode", f -> f.raw(0xff));
        add("empty stack", f -> f.op('0').op('0').op('0'));
        add("mark without end", f -> f.op('('));
        add("tuple without mark", f -> f.op('t').op('0'));
        add("below the mark", f -> f.op('(').op('0').op('0'));
        add("memo never set", f -> f.raw('j', 0xff, 0xff, 0xff, 0xff).op('0'));
    }

    private void misuse() {
        for (String codec : new String[] {"rot13", "zlib", "utf-7", "latin-1", "unicode_escape"}) {
            add(
                    "encode as " + codec,
                    f -> f.global("_codecs", "encode")
                            .text("x")
                            .text(codec)
                            .raw(0x86)
                            .op('R')
                            .op('0'));
        }
        add(
                "encode too much",
                f -> f.global("_codecs", "encode")
                        .text("\u20ac")
                        .text("latin1")
                        .raw(0x86)
                        .op('R')
                        .op('0'));
        add(
                "encode a list",
                f -> f.global("_codecs", "encode")
                        .op(']')
                        .text("latin1")
                        .raw(0x86)
                        .op('R')
                        .op('0'));
        add(
                "object scalar",
                f -> f.global("numpy._core.multiarray", "scalar")
                        .global("numpy", "dtype")
                        .text("O8")
                        .raw(0x85)
                        .op('R')
                        .text("a pickle")
                        .raw(0x86)
                        .op('R')
                        .op('0'));
        add(
                "scalar of text",
                f -> f.global("numpy._core.multiarray", "scalar")
                        .text("O")
                        .text("x")
                        .raw(0x86)
                        .op('R')
                        .op('0'));
        add("call a list", f -> f.op(']').op(')').op('R').op('0'));
        add(
                "call a tensor",
                f -> f.tensor("0", 0, 0, new long[0], new long[0])
                        .op(')')
                        .op('R')
                        .op('0'));
        add(
                "call without a tuple",
                f -> f.global("collections", "OrderedDict").text("x").op('R').op('0'));
        add(
                "call a call",
                f -> f.global("collections", "OrderedDict")
                        .op(')')
                        .op('R')
                        .op(')')
                        .op('R')
                        .op('0'));
        add(
                "call a type",
                f -> f.global("torch", "FloatStorage").op(')').op('R').op('0'));
        add("call list", f -> f.global("builtins", "list").op(')').op('R').op('0'));
        add("build a list", f -> f.op(']').op('}').op('b').op('0'));
        add(
                "build a name",
                f -> f.global("collections", "OrderedDict").op('}').op('b').op('0'));
        add(
                "build with __setstate__",
                f -> f.op('}').global("os", "system").op('b').op('0'));
        add(
                "build a dict from a tuple",
                f -> f.op('}').op('N').op('}').raw(0x86).op('b').op('0'));
        add("append to a tuple", f -> f.op(')').op('N').op('a').op('0'));
        add("set an item of a list", f -> f.op(']').op('N').op('N').op('s').op('0'));
        add("odd items", f -> f.op('}').op('(').op('N').op('u').op('0'));
        add("list as key", f -> f.op('}').op('(').op('}').op('N').op('u').op('0'));
        add(
                "nested tuple as key",
                f -> f.op('}').op(')').raw(0x85).op('N').op('s').op('0'));
        add(
                "tensor maker by name",
                f -> f.global("torch._tensor", "_rebuild_from_type_v2")
                        .op('(')
                        .global("torch._tensor", "_rebuild_from_type_v2")
                        .global("torch", "Tensor")
                        .op(')')
                        .op('}')
                        .op('t')
                        .op('R')
                        .op('0'));
        add(
                "path of numbers",
                f -> f.global("pathlib", "PosixPath")
                        .integer(3)
                        .raw(0x85)
                        .op('R')
                        .op('0'));
        add(
                "device of a device",
                f -> f.global("torch", "device").op(']').raw(0x85).op('R').op('0'));
    }

    private void lengths() {
        add("BINUNICODE", f -> f.op('X').int32(-1));
        add("BINUNICODE8", f -> f.raw(0x8d).int64(Long.MAX_VALUE));
        add("BINUNICODE8 negative", f -> f.raw(0x8d).int64(-1));
        add("BINBYTES", f -> f.op('B').int32(Integer.MIN_VALUE));
        add("BINBYTES8", f -> f.raw(0x8e).int64(1L << 62));
        add("BYTEARRAY8", f -> f.raw(0x96).int64(1L << 40));
        add("LONG4", f -> f.raw(0x8b).int32(Integer.MAX_VALUE));
        add("LONG4 negative", f -> f.raw(0x8b).int32(-1));
        add(
                "LONG4 of a megabyte",
                f -> f.raw(0x8b).int32(1 << 20).raw(new int[1 << 20]).op('0'));
        add("FRAME", f -> f.raw(0x95).int64(Long.MAX_VALUE));
        add("FRAME negative", f -> f.raw(0x95).int64(-1));
        add("NumPy array of no shape", f -> array(f, new long[] {1L << 62}));
        add("NumPy array of a negative shape", f -> array(f, new long[] {-1}));
        add("NumPy array of a shape that overflows", f -> array(f, new long[] {1L << 33, 1L << 33}));
        add("NumPy array of 64 axes", f -> array(f, new long[64]));
    }

    private static void array(PickleForge forge, long[] shape) {
        forge.global("numpy.core.multiarray", "_reconstruct")
                .global("numpy", "ndarray")
                .op(')')
                .text("b")
                .raw(0x87)
                .op('R');
        forge.op('(')
                .integer(1)
                .tuple(shape)
                .global("numpy", "dtype")
                .text("f8")
                .raw(0x85)
                .op('R')
                .raw(0x89);
        forge.raw('C', 1, 0).op('t').op('b').op('0');
    }

    private void amounts() {
        add("empty lists", f -> f.op('(').repeat(30_000_000, ']').op('1'));
        add("dicts one by one", f -> f.repeat(14_000_000, '}', '0'));
        add("marks", f -> f.repeat(20_000_000, '('));
        add("duplicates", f -> f.repeat(20_000_000, '2'));
        add("memos", f -> f.op('N').repeat(20_000_000, 0x94));
        add(
                "one long text encoded many times",
                f -> f.global("_codecs", "encode")
                        .raw(0x94)
                        .text("x".repeat(1 << 20))
                        .raw('r', 0, 0, 1, 0)
                        .text("latin1")
                        .raw('r', 1, 0, 1, 0)
                        .op('0')
                        .op('0')
                        .op('0')
                        .global("_codecs", "encode")
                        .raw('r', 2, 0, 1, 0)
                        .op('0')
                        .repeat(100_000, 'j', 2, 0, 1, 0, 'j', 0, 0, 1, 0, 'j', 1, 0, 1, 0, 0x86, 'R', '0'));
        add("one list appended to itself", f -> f.op(']').raw('r', 0, 0, 1, 0).repeat(5_000_000, 'j', 0, 0, 1, 0, 'a'));
        add("one dict filled", f -> {
            f.op('}').op('(');
            for (int i = 0; i < 2_000_000; i++) {
                f.op('J').int32(i).op('N');
            }
            f.op('u').op('0');
        });
        add(
                "texts",
                f -> f.op(']')
                        .op('(')
                        .repeat(900_000, 0x8c, 3, 'a', 'b', 'c')
                        .op('e')
                        .op('(')
                        .repeat(900_000, 0x8c, 3, 'a', 'b', 'c')
                        .op('e')
                        .op('0'));
    }
}
