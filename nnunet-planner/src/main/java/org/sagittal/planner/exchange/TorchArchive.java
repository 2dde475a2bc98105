package org.sagittal.planner.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.models.weights.WeightTensor;

/**
 * A file of {@code torch.save}: a zip with {@code <name>/data.pkl} and one entry {@code <name>/data/<key>} a storage. The pickle is read
 * when it is opened; the numbers of a tensor only when asked for.
 */
final class TorchArchive implements AutoCloseable {
    private static final long MOST_PICKLE_BYTES = 256L << 20;
    private static final String PICKLE = "/data.pkl";

    private final Path file;
    private final BoundedZip zip;
    private final String prefix;
    private final ByteOrder order;
    private final Map<String, TorchStorage> storages = new HashMap<>();
    private final Object root;

    private TorchArchive(Path file, BoundedZip zip) {
        this.file = file;
        this.zip = zip;
        this.prefix = prefix();
        this.order = byteOrder();
        byte[] pickle = zip.read(prefix + PICKLE, MOST_PICKLE_BYTES);
        try {
            this.root = PickleMachine.read(pickle, this::storage);
        } catch (PickleException e) {
            throw new FormatException(file, "the pickle inside cannot be trusted: " + e.getMessage());
        }
    }

    /**
     * Opens a checkpoint and reads everything but its numbers.
     *
     * @param file a .pth file
     * @return the archive, to be closed
     * @throws FormatException if the file is broken or asks for more than data
     */
    static TorchArchive open(Path file) {
        BoundedZip zip = BoundedZip.open(file);
        try {
            return new TorchArchive(file, zip);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** The pickled value: maps, lists, texts, numbers, null and {@link TorchTensor}. */
    Object root() {
        return root;
    }

    /** The numbers of a tensor as float32, dense and row-major. */
    WeightTensor read(TorchTensor tensor) {
        String entry = entry(tensor.storage().key());
        byte[] bytes = zip.read(entry, zip.size(entry));
        ByteBuffer data = ByteBuffer.wrap(bytes).order(order);
        float[] values = new float[tensor.elements()];
        StorageType type = tensor.storage().type();
        int first = Math.toIntExact(tensor.offset());
        if (tensor.contiguous()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = type.floatAt(data, first + i);
            }
        } else {
            int[] index = new int[tensor.shape().size()];
            long at = first;
            for (int i = 0; i < values.length; i++) {
                values[i] = type.floatAt(data, Math.toIntExact(at));
                at = step(tensor, index, at);
            }
        }
        return WeightTensor.of(tensor.shape(), values);
    }

    /** Moves the index one element on, last axis fastest; the storage position goes along. */
    private static long step(TorchTensor tensor, int[] index, long at) {
        long next = at;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            next += tensor.strides().get(axis);
            if (++index[axis] < tensor.shape().get(axis)) {
                return next;
            }
            next -= tensor.strides().get(axis) * index[axis];
            index[axis] = 0;
        }
        return next;
    }

    private Object storage(List<?> id) {
        if (id.size() < 5
                || !"storage".equals(id.get(0))
                || !(id.get(1) instanceof PickleGlobal global)
                || !(id.get(2) instanceof String key)
                || !(id.get(4) instanceof Long count)) {
            throw new PickleException("a persistent id names no tensor storage; refused");
        }
        StorageType type = StorageType.named(
                        global.name().substring(global.name().lastIndexOf('.') + 1))
                .orElseThrow(() -> new PickleException("'" + global.name() + "' is no tensor storage; refused"));
        TorchStorage storage = new TorchStorage(key, type, count);
        TorchStorage known = storages.putIfAbsent(key, storage);
        if (known == null) {
            requireStored(storage);
        } else if (!known.equals(storage)) {
            throw new PickleException(
                    "storage '" + PickleGlobal.printable(key) + "' is described in two ways; refused");
        }
        return storage;
    }

    private void requireStored(TorchStorage storage) {
        String name = PickleGlobal.printable(storage.key());
        long bytes = zip.size(entry(storage.key()));
        if (bytes < 0) {
            throw new PickleException("storage '" + name + "' is missing from the file");
        }
        long count = bytes / storage.type().bytes();
        if (storage.count() != count || bytes % storage.type().bytes() != 0) {
            throw new PickleException("storage '" + name + "' says it holds " + storage.count()
                    + " numbers, the file has " + bytes + " bytes of it; refused");
        }
    }

    private String entry(String key) {
        return prefix + "/data/" + key;
    }

    private String prefix() {
        List<String> found = zip.names().stream()
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .toList();
        if (found.size() != 1) {
            throw new FormatException(
                    file,
                    "is no PyTorch checkpoint: a zip with one <name>/data.pkl is expected, found " + found.size());
        }
        return found.get(0).substring(0, found.get(0).length() - PICKLE.length());
    }

    private ByteOrder byteOrder() {
        String entry = prefix + "/byteorder";
        if (zip.size(entry) < 0) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        byte[] mark = zip.read(entry, 16);
        if (Arrays.equals(mark, "little".getBytes(StandardCharsets.US_ASCII))) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if (Arrays.equals(mark, "big".getBytes(StandardCharsets.US_ASCII))) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw new FormatException(file, "states an unknown byte order; 'little' or 'big' is expected");
    }

    @Override
    public void close() {
        zip.close();
    }
}
