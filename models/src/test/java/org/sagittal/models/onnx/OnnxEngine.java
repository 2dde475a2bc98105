package org.sagittal.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/**
 * onnxruntime, started safely: its start searches the process's command line by a recursion as deep as that is long, which ends a JVM
 * with a long class path (as development environments start it) unless the stack is larger than usual.
 */
public final class OnnxEngine {
    private static final long STACK_BYTES = 256L << 20;
    private static final OrtEnvironment ENVIRONMENT = start();

    private OnnxEngine() {}

    private static OrtEnvironment start() {
        Thread thread = new Thread(null, OrtEnvironment::getEnvironment, "onnxruntime-start", STACK_BYTES);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OrtEnvironment.getEnvironment();
    }

    /** The one engine of this process. */
    public static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    /** Loads a model; close the session. */
    public static OrtSession load(Path model) throws OrtException {
        return ENVIRONMENT.createSession(model.toString());
    }
}
