package org.sagittal.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.io.file.ScratchFile;
import org.sagittal.models.runtime.EngineException;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.InferenceModule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;

/** Loads the native library and runs a small network on it: (1, 1, 32, 64, 64) in, (1, 2, 32, 64, 64) out. */
final class EngineTrial {
    private static final List<Integer> PATCH = List.of(32, 64, 64);

    private EngineTrial() {}

    /**
     * Tries the engine.
     *
     * @param threads how many threads it may use
     * @return what was found, at least one finding
     */
    static List<Finding> run(int threads) {
        long started = System.nanoTime();
        try (Runtime runtime = Runtime.open(threads)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.good(
                    "engine",
                    String.format(
                            Locale.ROOT, "%s on the CPU, loaded in %.1f s", runtime.description(), since(started))));
            findings.add(network(runtime));
            return findings;
        } catch (EngineException | LinkageError e) {
            return List.of(
                    Finding.broken("engine", String.valueOf(e.getMessage()), mend(String.valueOf(e.getMessage()))));
        }
    }

    private static Finding network(Runtime runtime) {
        UNet network = UNet.of(spec());
        try (ScratchFile scratch = ScratchFile.make("doctor", ".pt")) {
            TorchScriptArchive.write(InferenceModule.of(network, List.of()), network.initialWeights(1), scratch.path());
            return timed(runtime, network, scratch.path());
        } catch (IOException e) {
            return Finding.broken(
                    "network",
                    "no temporary file could be written: " + e.getMessage(),
                    "make room in the temporary folder");
        }
    }

    private static Finding timed(Runtime runtime, UNet network, Path archive) {
        long[] shape = {1, 1, PATCH.get(0), PATCH.get(1), PATCH.get(2)};
        float[] image = new float[PATCH.get(0) * PATCH.get(1) * PATCH.get(2)];
        image[image.length / 2] = 1;
        try (Program program = runtime.load(archive);
                Tensor input = runtime.tensor(image, shape)) {
            program.infer("forward", input).forEach(Tensor::close);
            long started = System.nanoTime();
            List<Tensor> logits = program.infer("forward", input);
            double seconds = since(started);
            float[] values = logits.get(0).floats();
            logits.forEach(Tensor::close);
            String fact = String.format(
                    Locale.ROOT,
                    "%,d parameters on %d x %d x %d voxels: %.0f ms",
                    network.parameterCount(),
                    PATCH.get(0),
                    PATCH.get(1),
                    PATCH.get(2),
                    seconds * 1000);
            return values.length == 2 * image.length && allFinite(values)
                    ? Finding.good("network", fact)
                    : Finding.broken(
                            "network",
                            "the engine computes nonsense: " + values.length + " values, not all finite",
                            "please report it with the whole of this output");
        }
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static NetworkSpec spec() {
        List<Integer> three = Collections.nCopies(3, 3);
        List<Integer> two = Collections.nCopies(3, 2);
        return new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                1,
                2,
                List.of(16, 32, 64),
                List.of(three, three, three),
                List.of(List.of(1, 1, 1), two, two),
                List.of(2, 2, 2),
                List.of(2, 2));
    }

    private static double since(long startedNanos) {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** What helps against the usual reasons for which a native library does not load. */
    static String mend(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("permission denied") || lower.contains("read-only")) {
            return "the library is unpacked once (0.5 GB) below ~/.djl.ai: make room there, or set DJL_CACHE_DIR to"
                    + " another folder";
        }
        if (lower.contains("glibc")) {
            return "the system's C library is too old: use Ubuntu 20.04, Debian 11, RHEL 9 or anything newer";
        }
        if (lower.contains("vcruntime") || lower.contains("dependent libraries")) {
            return "install the Microsoft Visual C++ Redistributable (x64)";
        }
        return "the jar for this system should lie in cli/target/lib (pytorch-native-cpu-*.jar): './sagittal --rebuild'"
                + " fetches it; a PyTorch installed otherwise can be in the way, unset PYTORCH_LIBRARY_PATH";
    }
}
