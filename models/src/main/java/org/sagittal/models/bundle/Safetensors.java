package org.sagittal.models.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * The safetensors layout, float32 only: 8 bytes little-endian header length, a JSON header (name to dtype, shape and byte range,
 * {@code __metadata__} to strings), then the tensors' bytes. Nothing in such a file can be executed.
 *
 * <p>Reference: the safetensors format description of Hugging Face, version 0.4.
 *
 * @param tensors in the order of their bytes
 * @param metadata free strings
 */
public record Safetensors(NamedTensors tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_HEADER_BYTES = 100_000_000;

    /** Copies the metadata, keeping its order: the same content is always the same file. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Writes a file, wholly or not at all.
     *
     * @param file the file to make or replace
     * @throws org.sagittal.geometry.io.FormatException if it cannot be written
     */
    public void write(Path file) {
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
        byte[] bytes = (text + " ".repeat((8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(bytes.length)
                    .array());
            out.write(bytes);
            for (WeightTensor tensor : tensors.asMap().values()) {
                ByteBuffer buffer =
                        ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
                buffer.asFloatBuffer().put(tensor.values());
                out.write(buffer.array());
            }
        });
    }

    /**
     * Reads a file.
     *
     * @param file a safetensors file of float32 tensors
     * @return its content
     * @throws IOException if it cannot be read, or is no such file: the message says what is wrong
     */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long headerBytes = size < 8 ? -1 : read(channel, 0, 8).getLong();
            if (headerBytes < 2 || headerBytes > size - 8 || headerBytes > LARGEST_HEADER_BYTES) {
                throw new IOException(file + " is no safetensors file: its header would have " + headerBytes + " of "
                        + size + " bytes");
            }
            JsonNode header =
                    JSON.readTree(new String(read(channel, 8, (int) headerBytes).array(), StandardCharsets.UTF_8));
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, WeightTensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (entry.getKey().equals("__metadata__")) {
                    entry.getValue()
                            .properties()
                            .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
                } else {
                    tensors.put(entry.getKey(), tensor(file, channel, entry, 8 + headerBytes));
                }
            }
            return new Safetensors(NamedTensors.of(tensors), metadata);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + " has a broken safetensors header: " + e.getMessage(), e);
        }
    }

    private static WeightTensor tensor(Path file, FileChannel channel, Map.Entry<String, JsonNode> entry, long base)
            throws IOException {
        JsonNode description = entry.getValue();
        if (!description.path("dtype").asText().equals("F32")) {
            throw new IOException(file + " holds " + entry.getKey() + " as "
                    + description.path("dtype").asText() + "; only F32 is read");
        }
        List<Long> extents = new ArrayList<>();
        description.path("shape").forEach(extent -> extents.add(extent.asLong(-1)));
        TensorShape shape = new TensorShape(extents);
        long start = description.path("data_offsets").path(0).asLong(-1);
        long end = description.path("data_offsets").path(1).asLong(-1);
        if (start < 0
                || end < start
                || end > channel.size() - base
                || end - start != Math.multiplyExact(4, shape.elements())) {
            throw new IOException(file + " places " + entry.getKey() + " of shape " + shape + " at bytes " + start
                    + " to " + end + ", which do not fit the file or the shape");
        }
        FloatBuffer floats =
                read(channel, base + start, Math.toIntExact(end - start)).asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return WeightTensor.of(shape.ints(), values);
    }

    private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("file ends inside its tensors");
            }
        }
        return buffer.flip();
    }
}
