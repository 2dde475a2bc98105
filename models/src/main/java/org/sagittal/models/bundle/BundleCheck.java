package org.sagittal.models.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.inference.PatchNetwork;
import org.sagittal.models.inference.ProgramNetwork;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.StoredZip;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.weights.NamedTensors;

/**
 * Whether a bundle is what it was when it was written: checksums, lengths, recipes against labels and weights, and every byte of the file
 * around them.
 *
 * @param problems one sentence each; none for a sound bundle
 */
public record BundleCheck(List<String> problems) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Copies the list. */
    public BundleCheck {
        problems = List.copyOf(problems);
    }

    /**
     * Checks a file.
     *
     * @param file a bundle, or what is left of one
     * @return what is wrong with it
     */
    public static BundleCheck of(Path file) {
        List<String> problems = new ArrayList<>();
        try (BundleContainer container = BundleContainer.open(file)) {
            for (String name : container.names()) {
                note(problems, () -> container.verify(name));
            }
            if (problems.isEmpty()) {
                note(problems, () -> requireOwnBytes(container));
            }
        } catch (RuntimeException e) {
            problems.add(e.getMessage());
        }
        if (problems.isEmpty()) {
            try (BundleFile bundle = BundleFile.open(file)) {
                checkWeights(bundle, problems);
            } catch (RuntimeException e) {
                problems.add(e.getMessage());
            }
        }
        return new BundleCheck(problems);
    }

    private static void note(List<String> problems, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            problems.add(e.getMessage());
        }
    }

    private static void checkWeights(BundleFile bundle, List<String> problems) {
        for (MemberDescription member : bundle.description().members()) {
            for (String fold : member.folds()) {
                note(
                        problems,
                        () -> bundle.weights(member.name(), fold)
                                .nonFinite()
                                .forEach(tensor -> problems.add(bundle.origin() + ": weight '" + tensor + "' of fold "
                                        + fold + " of " + member.name() + " holds NaN or infinite numbers")));
            }
        }
    }

    /** The zip around the entries is a function of them, so every byte of it can be checked. */
    private static void requireOwnBytes(BundleContainer container) {
        try (Comparison comparison = new Comparison(container.file());
                StoredZip zip = new StoredZip(comparison, "")) {
            for (String name : container.names()) {
                zip.add(name, out -> container.copy(name, out));
            }
            zip.add(BundleContainer.MANIFEST, out -> container.copy(BundleContainer.MANIFEST, out));
        } catch (IOException e) {
            throw new FormatException(container.file(), e.getMessage(), e);
        }
    }

    /** Takes what a file should be and compares it with what it is. */
    private static final class Comparison extends OutputStream {
        private final InputStream file;
        private long at;
        private boolean closed;

        Comparison(Path file) throws IOException {
            this.file = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += BUFFER_BYTES) {
                int count = Math.min(BUFFER_BYTES, length - done);
                byte[] there = file.readNBytes(count);
                int differing = Arrays.mismatch(there, 0, there.length, bytes, offset + done, offset + done + count);
                if (differing >= 0) {
                    throw new IOException("was changed between its entries, at byte " + (at + differing));
                }
                at += count;
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (InputStream rest = file) {
                if (rest.read() >= 0) {
                    throw new IOException("goes on after its end, at byte " + at);
                }
            }
        }
    }

    /**
     * Runs every network of a bundle on a small patch of noise.
     *
     * @param runtime the engine
     * @param bundle a bundle without other problems
     * @return one sentence for each network that fails or answers with NaN or infinite numbers
     */
    public static List<String> dryRun(Runtime runtime, ModelSource bundle) {
        List<String> problems = new ArrayList<>();
        for (MemberDescription member : bundle.description().members()) {
            for (String fold : member.folds()) {
                String what = bundle.origin() + ": the network of fold " + fold + " of " + member.name();
                try {
                    if (!answers(runtime, member.recipe(), bundle.weights(member.name(), fold))) {
                        problems.add(what + " answers noise with NaN or infinite numbers");
                    }
                } catch (RuntimeException e) {
                    problems.add(what + " does not run: " + e.getMessage());
                }
            }
        }
        return problems;
    }

    private static boolean answers(Runtime runtime, Recipe recipe, NamedTensors weights) {
        NetworkSpec network = recipe.network();
        int[] size = smallPatch(recipe);
        int voxels = network.inputChannels();
        for (int extent : size) {
            voxels = Math.multiplyExact(voxels, extent);
        }
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[voxels];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (2 * random.nextDouble() - 1);
        }
        try (PatchNetwork program = ProgramNetwork.reference(runtime, network, weights, List.of())) {
            for (float logit : program.logits(noise, 1, size)) {
                if (!Float.isFinite(logit)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The coarsest stage sees two voxels an axis, or as many as in the patch where that is less. */
    private static int[] smallPatch(Recipe recipe) {
        int[] size = new int[recipe.patchSize().size()];
        for (int axis = 0; axis < size.length; axis++) {
            int step = 1;
            for (List<Integer> stride : recipe.network().strides()) {
                step *= stride.get(axis);
            }
            size[axis] = Math.min(2 * step, recipe.patchSize().get(axis));
        }
        return size;
    }
}
