package org.sagittal.models.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Reads safetensors that nobody vouches for: the header must be shorter than the file, every tensor's range must have the length of its
 * shape, and the ranges must follow each other from the first byte to the last. Only then are numbers read, so that no more memory is
 * taken than the file has bytes for.
 */
final class SafetensorsReader {
    private static final long LARGEST_HEADER_BYTES = 100_000_000;
    private static final int MOST_AXES = 16;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The floating-point types of the format, under its names. */
    private enum Type {
        F64(8),
        F32(4),
        F16(2),
        BF16(2);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        private float next(ByteBuffer data) {
            return switch (this) {
                case F64 -> (float) data.getDouble();
                case F32 -> data.getFloat();
                case F16 -> HalfFloat.toFloat(data.getShort());
                case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
            };
        }
    }

    /** One line of the header, checked by itself. */
    private record Placed(String name, Type type, TensorShape shape, long start, long end) {}

    private SafetensorsReader() {}

    static Safetensors read(InputStream in, long bytes) throws IOException {
        long headerBytes = bytes < 8 ? -1 : exactly(in, 8).getLong();
        if (headerBytes < 2 || headerBytes > bytes - 8 || headerBytes > LARGEST_HEADER_BYTES) {
            throw new SafetensorsException(
                    "is no safetensors file: its header would have " + headerBytes + " of " + bytes + " bytes");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Placed> placed = header(exactly(in, (int) headerBytes).array(), metadata);
        requireSeamless(placed, bytes - 8 - headerBytes);
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        for (Placed one : placed) {
            tensors.put(one.name(), WeightTensor.of(one.shape().ints(), numbers(in, one)));
        }
        return new Safetensors(NamedTensors.of(tensors), metadata);
    }

    private static List<Placed> header(byte[] text, Map<String, String> metadata) throws IOException {
        List<Placed> placed = new ArrayList<>();
        try {
            JsonNode header = JSON.readTree(text);
            if (!header.isObject()) {
                throw new SafetensorsException("has a broken safetensors header: it is no JSON object");
            }
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (entry.getKey().equals("__metadata__")) {
                    entry.getValue()
                            .properties()
                            .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
                } else {
                    placed.add(placed(entry.getKey(), entry.getValue()));
                }
            }
        } catch (JsonProcessingException e) {
            throw new SafetensorsException("has a broken safetensors header: " + e.getOriginalMessage());
        }
        placed.sort(Comparator.comparingLong(Placed::start).thenComparingLong(Placed::end));
        return placed;
    }

    private static Placed placed(String name, JsonNode description) throws IOException {
        String dtype = description.path("dtype").asText();
        Type type = null;
        for (Type known : Type.values()) {
            type = known.name().equals(dtype) ? known : type;
        }
        if (type == null) {
            throw new SafetensorsException(
                    "holds " + shown(name) + " as " + shown(dtype) + "; F64, F32, F16 and BF16 are read");
        }
        JsonNode offsets = description.path("data_offsets");
        long start = offsets.path(0).isIntegralNumber() ? offsets.path(0).asLong(-1) : -1;
        long end = offsets.path(1).isIntegralNumber() ? offsets.path(1).asLong(-1) : -1;
        TensorShape shape = shape(name, description.path("shape"));
        if (offsets.size() != 2 || start < 0 || end < start || end - start != elements(name, shape) * type.bytes) {
            throw new SafetensorsException("places " + shown(name) + " of shape " + shape + " at bytes " + start
                    + " to " + end + ", which do not fit the shape");
        }
        return new Placed(name, type, shape, start, end);
    }

    private static TensorShape shape(String name, JsonNode shape) throws IOException {
        List<Long> extents = new ArrayList<>();
        for (JsonNode extent : shape) {
            boolean possible = extent.isIntegralNumber() && extent.canConvertToInt() && extent.asInt() >= 0;
            if (!possible || extents.size() >= MOST_AXES) {
                throw new SafetensorsException("gives " + shown(name) + " an impossible shape");
            }
            extents.add(extent.asLong());
        }
        if (!shape.isArray()) {
            throw new SafetensorsException("gives " + shown(name) + " no shape");
        }
        return new TensorShape(extents);
    }

    /** At most what one array can hold. */
    private static long elements(String name, TensorShape shape) throws IOException {
        long product = 1;
        for (long extent : shape.extents()) {
            product *= extent;
            if (product > Integer.MAX_VALUE - 8) {
                throw new SafetensorsException("gives " + shown(name) + " the shape " + shape + ", which is too large");
            }
        }
        return product;
    }

    private static void requireSeamless(List<Placed> placed, long dataBytes) throws IOException {
        long at = 0;
        for (Placed one : placed) {
            if (one.start() != at) {
                throw new SafetensorsException("places " + shown(one.name()) + " at byte " + one.start() + " where "
                        + at + " is next: tensors must neither overlap nor leave gaps");
            }
            at = one.end();
        }
        if (at != dataBytes) {
            throw new SafetensorsException(
                    "has tensors of " + at + " bytes in a file with room for " + dataBytes + "; it is cut or damaged");
        }
    }

    private static float[] numbers(InputStream in, Placed placed) throws IOException {
        float[] values = new float[Math.toIntExact(placed.shape().elements())];
        byte[] bytes = new byte[(int) Math.min(CHUNK_BYTES, Math.max(8, placed.end() - placed.start()))];
        int each = bytes.length / placed.type().bytes;
        for (int at = 0; at < values.length; at += each) {
            int count = Math.min(each, values.length - at);
            requireRead(in, bytes, count * placed.type().bytes);
            ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = at; i < at + count; i++) {
                values[i] = placed.type().next(data);
            }
        }
        return values;
    }

    private static ByteBuffer exactly(InputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        requireRead(in, bytes, count);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void requireRead(InputStream in, byte[] bytes, int count) throws IOException {
        if (in.readNBytes(bytes, 0, count) < count) {
            throw new SafetensorsException("ends inside its tensors");
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() > 100 ? printable.substring(0, 100) + "..." : printable) + "'";
    }
}
