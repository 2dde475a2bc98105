package org.sagittal.geometry.io.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.file.FormatException;

class BoundedZipTest {
    private static final byte[] TEXT = "twelve bytes".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void readsStoredAndDeflatedEntries() throws IOException {
        byte[] zeros = new byte[100_000];
        Path file = zip(folder.resolve("a.zip"), Map.of("a/b", TEXT, "zeros", zeros));

        try (BoundedZip zip = BoundedZip.open(file)) {
            assertThat(zip.names()).containsExactlyInAnyOrder("a/b", "zeros");
            assertThat(zip.read("a/b", 12)).isEqualTo(TEXT);
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            zip.copy("zeros", copy);
            assertThat(copy.toByteArray()).isEqualTo(zeros);
            assertThatThrownBy(() -> zip.read("a/b", 11)).hasMessageContaining("at most 11");
            assertThatThrownBy(() -> zip.read("none", 11)).hasMessageContaining("no entry 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../PWNED", "/PWNED", "a/../../PWNED", "C:/PWNED", "..\\PWNED", "a\nb", ".."})
    void refusesNamesThatClimb(String name) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("good", TEXT);
        entries.put(name, TEXT);
        Path file = zip(folder.resolve("a.zip"), entries);

        assertThatThrownBy(() -> BoundedZip.open(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("leads out of the target folder");
    }

    @Test
    void refusesAnEntryThatOccursTwice() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("model-1", TEXT);
        entries.put("model-2", TEXT);
        Path file = zip(folder.resolve("a.zip"), entries);
        replace(file, "model-2", "model-1");

        assertThatThrownBy(() -> BoundedZip.open(file)).hasMessageContaining("'model-1' twice");
    }

    @Test
    void refusesSizesNoStreamCanHave() throws IOException {
        Path file = zip(folder.resolve("a.zip"), Map.of("a", TEXT));
        setDirectorySize(file, 2_000_000_000);

        assertThatThrownBy(() -> BoundedZip.open(file)).hasMessageContaining("2000000000 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13})
    void refusesSizesThatLie(int stated) throws IOException {
        Path file = zip(folder.resolve("a.zip"), Map.of("a", TEXT));
        setDirectorySize(file, stated);

        try (BoundedZip zip = BoundedZip.open(file)) {
            assertThatThrownBy(() -> zip.read("a", 100)).hasMessageContaining("not the stated " + stated);
            assertThatThrownBy(() -> zip.copy("a", new ByteArrayOutputStream()))
                    .hasMessageContaining("not the stated " + stated);
        }
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path file = zip(folder.resolve("a.zip"), Map.of("a", TEXT));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Path cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> BoundedZip.open(cut)).isInstanceOf(FormatException.class);
        }
    }

    /** Not compressed, so that a byte of an entry is a byte of the file. */
    private static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(0);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static void replace(Path file, String old, String replacement) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, text.replace(old, replacement).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The central directory's uncompressed size stands 24 bytes after its signature PK\1\2. */
    private static void setDirectorySize(Path file, int size) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 24, size);
        Files.write(file, bytes);
    }
}
