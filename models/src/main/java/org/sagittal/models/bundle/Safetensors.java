package org.sagittal.models.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * The safetensors layout: 8 bytes little-endian header length, a JSON header (name to dtype, shape and byte range, {@code __metadata__} to
 * strings), then the tensors' bytes without gaps. Float32 is written; F64, F16 and BF16 are read too. Nothing in such a file can be
 * executed.
 *
 * <p>Reference: the safetensors format description of Hugging Face, version 0.4.
 *
 * @param tensors in the order of their bytes
 * @param metadata free strings
 */
public record Safetensors(NamedTensors tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 1 << 14;

    /** Copies the metadata, keeping its order: the same content is always the same file. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Writes a file, wholly or not at all.
     *
     * @param file the file to make or replace
     * @throws org.sagittal.geometry.io.file.FormatException if it cannot be written
     */
    public void write(Path file) {
        WholeFile.write(file, this::writeTo);
    }

    /**
     * Writes the same bytes into a stream.
     *
     * @param out not closed
     * @throws IOException if it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (WeightTensor tensor : tensors.asMap().values()) {
            float[] values = tensor.values();
            for (int at = 0; at < values.length; at += CHUNK) {
                int count = Math.min(CHUNK, values.length - at);
                chunk.asFloatBuffer().put(values, at, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
            }
        }
    }

    private byte[] header() {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            header.set("__metadata__", JSON.valueToTree(metadata));
        }
        long offset = 0;
        for (Map.Entry<String, WeightTensor> named : tensors.asMap().entrySet()) {
            WeightTensor tensor = named.getValue();
            ObjectNode entry = header.putObject(named.getKey());
            entry.put("dtype", "F32");
            tensor.shape().forEach(entry.putArray("shape")::add);
            long end = offset + 4L * tensor.values().length;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = header.toString();
        int surplus = text.getBytes(StandardCharsets.UTF_8).length % 8;
        return (text + " ".repeat((8 - surplus) % 8)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a file.
     *
     * @param file a safetensors file of floating-point tensors
     * @return its content
     * @throws IOException if it cannot be read, or is no such file: the message says what is wrong
     */
    public static Safetensors read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(in, Files.size(file));
        } catch (SafetensorsException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream, tensor after tensor.
     *
     * @param in the bytes of a safetensors file
     * @param bytes how many there are
     * @return its content
     * @throws SafetensorsException if the header is broken, or places tensors outside these bytes, over each other or with gaps
     * @throws IOException if the stream cannot be read
     */
    static Safetensors read(InputStream in, long bytes) throws IOException {
        return SafetensorsReader.read(in, bytes);
    }
}
