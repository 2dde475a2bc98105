package org.sagittal.preprocessing.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FormatException;

/** Damaged copies of every small file: each is read or refused with one sentence, in bounded time and memory. */
@org.junit.jupiter.api.Tag("slow")
class DicomMutationTest {
    private static final int MUTANTS = Integer.getInteger("sagittal.fuzz", 2000);
    private static final long CEILING_BYTES = 300L << 20;

    @TempDir
    Path folder;

    static Stream<TinyFilesTest.Tiny> files() throws IOException {
        return TinyFilesTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyMutantIsReadOrRefused(TinyFilesTest.Tiny tiny) throws IOException {
        byte[] whole = Files.readAllBytes(tiny.into(folder));
        long before = VolumeLimits.limitTo(CEILING_BYTES);
        try {
            assertTimeoutPreemptively(Duration.ofMinutes(10), () -> mutants(tiny, whole));
        } finally {
            VolumeLimits.limitTo(before);
        }
    }

    private void mutants(TinyFilesTest.Tiny tiny, byte[] whole) throws IOException {
        Path mutant = folder.resolve("mutant.dcm");
        Random random = new Random(tiny.file().hashCode());
        for (int n = 0; n < MUTANTS; n++) {
            Files.write(mutant, mutated(whole, random));
            readOrRefused(mutant, tiny + " mutant " + n);
        }
    }

    private static void readOrRefused(Path mutant, String name) throws IOException {
        try (PixelFrames frames = PixelFrames.open(DicomReader.read(mutant))) {
            double[] frame = null;
            for (int n = 0; n < Math.min(frames.layout().frames(), 4); n++) {
                int[] whole = frames.layout().sample().floating()
                        ? new int[frames.layout().numbers()]
                        : frames.stored(n);
                frame = frame == null ? new double[whole.length] : frame;
                frames.read(n, frame);
            }
        } catch (FormatException e) {
            assertThat(e.getMessage()).as(name).startsWith(mutant + ": ").doesNotContain("\n");
            assertThat(e.getMessage().length()).as(name).isGreaterThan((mutant + ": ").length() + 10);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name + " was neither read nor refused", e);
        }
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(Math.max(1, bytes.length));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) new int[] {0, 255, 127, 128, 1}[random.nextInt(5)];
                case 2 -> extreme(bytes, at, 2, random);
                case 3 -> extreme(bytes, at, 4, random);
                case 4 -> bytes = random.nextInt(3) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
                default -> bytes = spliced(bytes, at, random);
            }
        }
        return bytes;
    }

    private static void extreme(byte[] bytes, int at, int size, Random random) {
        long value = new long[] {0, -1, 0x7fffffffL, 0x80000000L, 0xfffffffeL, 1, 65535, 1 << 20}[random.nextInt(8)];
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static byte[] spliced(byte[] bytes, int at, Random random) {
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, random.nextInt(64));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        System.arraycopy(bytes, from, longer, at, length);
        return longer;
    }
}
