package org.sagittal.models.runtime;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Platform;
import java.nio.file.Path;
import org.sagittal.models.script.TensorShape;

/**
 * The tensor engine of this process: makes tensors and loads programs. This package is the wall behind which DJL and libtorch live;
 * no other names them.
 */
public final class Runtime implements AutoCloseable {
    private final int threads;
    private final PtNDManager manager;
    private final ThreadLocal<Boolean> prepared = ThreadLocal.withInitial(() -> false);

    private Runtime(int threads, PtNDManager manager) {
        this.threads = threads;
        this.manager = manager;
    }

    /**
     * Starts the engine on the CPU.
     *
     * @param threads how many threads one operator may use, at least 1
     * @return the runtime
     * @throws EngineException if the native library cannot be loaded
     */
    public static Runtime open(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        try {
            PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
            return new Runtime(threads, manager);
        } catch (RuntimeException | LinkageError e) {
            throw new EngineException(
                    "the PyTorch engine could not be started; `sagittal doctor` says what is wrong: " + e.getMessage(),
                    e);
        }
    }

    /**
     * What the engine is.
     *
     * @return name and version, e.g. "PyTorch 2.7.1"
     */
    public String description() {
        return "PyTorch " + Engine.getEngine("PyTorch").getVersion();
    }

    /**
     * Whether this machine's engine was built with oneDNN and its own tensors.
     *
     * @return true on x86
     */
    public static boolean hasOneDnn() {
        return Platform.fromSystem("pytorch").getOsArch().equals("x86_64");
    }

    /**
     * How many threads one operator may use.
     *
     * @return at least 1
     */
    public int threads() {
        return threads;
    }

    /**
     * Lets operators that the calling thread starts from now on use another number of threads than {@link #threads}, where several threads
     * compute at once.
     *
     * @param own at least 1
     */
    public void useThreads(int own) {
        // At a thread's first question the engine settles its number by whatever any thread has set last: asked first,
        // it is settled
        // before the number is set.
        JniUtils.getNumThreads();
        JniUtils.setNumThreads(own);
        JniUtils.setGradMode(true);
        // The optimising executor profiles and rewrites the first calls; these programs are large single calls that
        // gain nothing.
        JniUtils.setGraphExecutorOptimize(false);
        prepared.set(true);
    }

    /** The engine keeps these settings per thread, so each thread that computes makes them once. */
    void prepareThread() {
        if (!prepared.get()) {
            useThreads(threads);
        }
    }

    /**
     * Copies values into the engine.
     *
     * @param values row-major elements
     * @param extents extents, outermost first; none for a scalar
     * @return the tensor, to be closed
     */
    public Tensor tensor(float[] values, long... extents) {
        if (values.length != TensorShape.of(extents).elements()) {
            throw new IllegalArgumentException(
                    "tensor of shape " + TensorShape.of(extents) + " cannot hold " + values.length + " values");
        }
        NDArray array = manager.create(values, new Shape(extents));
        return new Tensor(array);
    }

    /**
     * Loads an archive.
     *
     * @param archive a file that this project has written: code in other archives would run unchecked
     * @return the program, to be closed
     * @throws EngineException if libtorch refuses the archive
     */
    public Program load(Path archive) {
        prepareThread();
        PtNDManager own = (PtNDManager) manager.newSubManager();
        try {
            return new Program(this, own, JniUtils.loadModule(own, archive, true, new String[0], new String[0], true));
        } catch (RuntimeException e) {
            own.close();
            throw new EngineException("the engine refuses " + archive + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
