package org.sagittal.geometry.io.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.ZipForge;

/** Zips with every field that may lie, lying. */
class HostileZipTest {
    private static final byte[] TEXT = "twelve bytes".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("forged.zip"), bytes);
    }

    private void requireRefused(byte[] bytes, String words) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(words);
    }

    private static void readAll(Path file) {
        try (BoundedZip zip = BoundedZip.open(file)) {
            for (String name : zip.names()) {
                zip.read(name, 1 << 20);
            }
        }
    }

    private static byte[] forged(Consumer<ZipForge.Entry> lie) {
        ZipForge forge = new ZipForge().with("first", TEXT);
        lie.accept(forge.add("a", new byte[1000], true));
        return forge.with("last", TEXT).bytes();
    }

    @Test
    void readsEveryHonestSpelling() throws IOException {
        for (boolean wide : new boolean[] {false, true}) {
            ZipForge forge = new ZipForge().with("./first", TEXT);
            forge.add("described-after", TEXT, true).descriptor = true;
            forge.add("wide", TEXT, true).wide = true;
            forge.add("windows\\made\\of", TEXT, false);
            forge.add("a/folder/", new byte[0], false).mode = 0x41ed;
            forge.add("a/folder/", new byte[0], false);
            forge.add("empty", new byte[0], true).mode = 0x81a4;
            forge.add("old", TEXT, false).name = new byte[] {'m', (byte) 0x81, 'd'};

            try (BoundedZip zip = BoundedZip.open(file(forge.bytes(wide, "made by hand")))) {
                assertThat(zip.names())
                        .containsExactly("first", "described-after", "wide", "windows/made/of", "empty", "m\u0081d");
                assertThat(zip.read("windows/made/of", 12)).isEqualTo(TEXT);
                assertThat(zip.read("wide", 12)).isEqualTo(TEXT);
                assertThat(zip.read("described-after", 12)).isEqualTo(TEXT);
                assertThat(zip.read("empty", 0)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..\\up", "a\\..\\..\\up", "\\\\server\\share", "c:\\x", "./c:/x", "a/\u0000b", "a/\u0007"})
    void refusesNamesThatClimb(String name) throws IOException {
        requireRefused(
                forged(entry -> entry.name = name.getBytes(StandardCharsets.UTF_8)), "leads out of the target folder");
    }

    @ParameterizedTest
    @CsvSource({"first", "FIRST", "./first", "First"})
    void refusesOneFileTwice(String name) throws IOException {
        requireRefused(forged(entry -> entry.name = name.getBytes(StandardCharsets.UTF_8)), "twice");
    }

    @Test
    void refusesLinksAndDevices() throws IOException {
        requireRefused(forged(entry -> entry.mode = 0xa1ff), "symbolic link");
        requireRefused(forged(entry -> entry.mode = 0x1180), "neither file nor folder");
        requireRefused(forged(entry -> entry.mode = 0x2180), "neither file nor folder");
    }

    @Test
    void refusesWhatIsEncryptedOrPackedOtherwise() throws IOException {
        requireRefused(forged(entry -> entry.flags = 1), "encrypted");
        requireRefused(forged(entry -> entry.flags = 0x41), "encrypted");
        requireRefused(forged(entry -> entry.method = 14), "method 14");
        requireRefused(forged(entry -> entry.method = 9), "method 9");
    }

    @Test
    void refusesHeadersThatDisagree() throws IOException {
        requireRefused(forged(entry -> entry.localName = new byte[] {'b'}), "described otherwise");
        requireRefused(forged(entry -> entry.localBytes = 999L), "described otherwise");
        requireRefused(forged(entry -> entry.headerAt = 0L), "described otherwise");
        requireRefused(forged(entry -> entry.headerAt = 4000L), "outside the file");
        requireRefused(forged(entry -> entry.headerAt = 0xfffffff0L), "outside the file");
        requireRefused(forged(entry -> entry.headerAt = 1L), "outside the file or has no header");
    }

    @Test
    void refusesLyingLengthsAndSums() throws IOException {
        requireRefused(forged(entry -> entry.bytes = 999), "not the stated 999");
        requireRefused(forged(entry -> entry.bytes = 1001), "not the stated 1001");
        requireRefused(forged(entry -> entry.bytes = 0xfffffff0L), "states 4294967280 bytes");
        requireRefused(forged(entry -> entry.statedPacked = 3), "not the stated");
        requireRefused(forged(entry -> entry.statedPacked = 1 << 20), "packed ones in a file of");
        requireRefused(forged(entry -> entry.crc ^= 1), "checksum differs");
        requireRefused(forged(entry -> entry.packed = new byte[entry.packed.length]), "damaged");
        requireRefused(
                forged(entry -> {
                    entry.wide = true;
                    entry.bytes = -5;
                }),
                "states -5 bytes");
        requireRefused(
                forged(entry -> {
                    entry.wide = true;
                    entry.bytes = Long.MAX_VALUE;
                }),
                "states 9223372036854775807 bytes");
    }

    @Test
    void refusesEntriesThatShareBytes() throws IOException {
        ZipForge forge = new ZipForge().with("first", TEXT);
        ZipForge.Entry second = forge.add("second", TEXT, false);
        second.directoryOnly = true;
        second.headerAt = 0L;
        second.localName = "first".getBytes(StandardCharsets.UTF_8);
        requireRefused(forge.bytes(), "described otherwise");

        // as the better zip bomb does it: a stored entry whose data is the next one's header and data
        ZipForge nested = new ZipForge();
        byte[] inner = new ZipForge().with("inner", TEXT).bytes();
        nested.with("outer", inner);
        ZipForge.Entry quoted = nested.add("inner", TEXT, false);
        quoted.directoryOnly = true;
        quoted.headerAt = 30L + 5;
        requireRefused(nested.bytes(), "overlaps");
    }

    @Test
    void refusesMoreThanOneWayToReadIt() throws IOException {
        byte[] good = new ZipForge().with("a", TEXT).bytes();
        byte[] end = ZipForge.end(0, 0, 0, "");
        requireRefused(
                new ZipForge().with("a", TEXT).bytes(false, new String(end, StandardCharsets.ISO_8859_1)),
                "two directories");
        requireRefused(joined("prepended".getBytes(StandardCharsets.US_ASCII), good), "belong to no entry");
        requireRefused(joined(good, new byte[1]), "no complete zip");
        requireRefused(joined(good, good), "belong to no entry");
        requireRefused(joined(good, end), "belong to no entry");

        ZipForge moved = new ZipForge();
        moved.add("hidden", TEXT, false);
        byte[] both = moved.with("shown", TEXT).bytes();
        int directory = both.length - 22 - 2 * 46 - 11;
        byte[] cut = joined(Arrays.copyOf(both, directory), Arrays.copyOfRange(both, directory + 46 + 6, both.length));
        cut[cut.length - 22 + 8] = 1;
        cut[cut.length - 22 + 10] = 1;
        cut[cut.length - 22 + 12] = 46 + 5;
        requireRefused(cut, "in front of its first entry");
    }

    @Test
    void refusesDirectoriesThatLie() throws IOException {
        byte[] end = ZipForge.end(65535, 1 << 30, 0, "");
        requireRefused(end, "outside");
        requireRefused(ZipForge.end(1, 0, 0, ""), "breaks off");
        requireRefused(ZipForge.end(5, 0xffffffffL, 0xffffffffL, ""), "outside");
        byte[] wide = new ZipForge().with("a", TEXT).bytes(true, "");
        byte[] other = wide.clone();
        other[other.length - 22 + 10] = 3;
        other[other.length - 22 + 11] = 0;
        requireRefused(other, "two ways");
        byte[] far = wide.clone();
        far[far.length - 22 - 12] ^= 1;
        requireRefused(far, "plain zip");
        byte[] more = new ZipForge().with("a", TEXT).bytes();
        more[more.length - 22 + 8] = 2;
        more[more.length - 22 + 10] = 2;
        requireRefused(more, "breaks off");
    }

    /** 1 MiB of zeros in a KiB is possible, and read only as far as the caller allows. */
    @Test
    void unpacksNoMoreThanAllowed() throws IOException {
        ZipForge forge = new ZipForge();
        forge.add("zeros", new byte[8 << 20], true);
        try (BoundedZip zip = BoundedZip.open(file(forge.bytes()))) {
            assertThatThrownBy(() -> zip.read("zeros", 1 << 20)).hasMessageContaining("at most 1048576");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            zip.copy("zeros", out);
            assertThat(out.size()).isEqualTo(8 << 20);
        }
    }

    @Test
    void everyChangedByteEndsWithASentence() throws IOException {
        ZipForge forge = new ZipForge().with("first", TEXT);
        forge.add("second", new byte[300], true).descriptor = true;
        byte[] good = forge.bytes(true, "x");
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            Path file = file(bad);
            try {
                readAll(file);
            } catch (FormatException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(500);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> BoundedZip.open(folder)).hasMessageContaining("is no file");
        assertThatThrownBy(() -> BoundedZip.open(folder.resolve("none"))).hasMessageContaining("is no file");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
