package org.sagittal.planner.exchange.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.zip.BoundedZip;
import org.sagittal.models.weights.WeightTensor;

/**
 * A file of {@code torch.save}: a zip with {@code <name>/data.pkl} and one entry {@code <name>/data/<key>} a storage. The pickle is read
 * when it is opened; the numbers of tensors only when asked for, and no other storage is unpacked.
 */
public final class TorchArchive implements AutoCloseable {
    private static final long MOST_PICKLE_BYTES = 32L << 20;
    private static final String PICKLE = "/data.pkl";

    /** PROTO 2, LONG1 of ten bytes and torch's magic number, with which its files began before version 1.6. */
    private static final byte[] OLD_FORMAT = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46};

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
    public static TorchArchive open(Path file) {
        refuseOldFormat(file);
        BoundedZip zip = BoundedZip.open(file);
        try {
            return new TorchArchive(file, zip);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static void refuseOldFormat(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(OLD_FORMAT.length);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
        boolean oldProtocol = start.length > 1 && start[0] == OLD_FORMAT[0] && start[1] >= 2 && start[1] <= 5;
        if (oldProtocol && start.length == OLD_FORMAT.length) {
            throw new FormatException(
                    file,
                    "is a pickle and no zip: PyTorch saved like this before version 1.6; in a PyTorch you trust the file to,"
                            + " save it anew with torch.save(torch.load(FILE, weights_only=False), FILE)");
        }
    }

    /**
     * The pickled value.
     *
     * @return maps, lists, texts, numbers, null and {@link TorchTensor}
     */
    public Object root() {
        return root;
    }

    /**
     * The numbers of tensors as float32, dense and row-major. A storage that several share is unpacked once.
     *
     * @param tensors name -> view
     * @return name -> numbers, in the same order
     * @throws FormatException if they are more than this program may hold, or a storage is damaged
     */
    Map<String, WeightTensor> read(Map<String, TorchTensor> tensors) {
        Map<TorchStorage, List<String>> users = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                users.computeIfAbsent(tensor.storage(), s -> new ArrayList<>()).add(name));
        new StorageNeeds(file).require(tensors.values());
        Map<String, WeightTensor> read = new LinkedHashMap<>();
        tensors.keySet().forEach(name -> read.put(name, null));
        for (Map.Entry<TorchStorage, List<String>> entry : users.entrySet()) {
            List<TorchTensor> views =
                    entry.getValue().stream().map(tensors::get).toList();
            List<float[]> values = numbers(entry.getKey(), views);
            for (int i = 0; i < views.size(); i++) {
                read.put(entry.getValue().get(i), WeightTensor.of(views.get(i).shape(), values.get(i)));
            }
        }
        return read;
    }

    private List<float[]> numbers(TorchStorage storage, List<TorchTensor> views) {
        long first = views.stream().mapToLong(TorchTensor::offset).min().orElse(0);
        long end = views.stream().mapToLong(TorchTensor::end).max().orElse(0);
        String entry = entry(storage.key());
        try {
            StorageDecoder decoder =
                    new StorageDecoder(storage.type(), order, first, Math.toIntExact(Math.max(0, end - first)));
            zip.copy(entry, decoder);
            float[] numbers = decoder.numbers();
            if (views.size() == 1 && views.get(0).contiguous() && views.get(0).elements() == numbers.length) {
                return List.of(numbers);
            }
            return views.stream().map(view -> view.gather(numbers, first)).toList();
        } catch (IOException e) {
            throw new FormatException(file, "entry '" + entry + "' cannot be unpacked: " + FileTrouble.reason(e), e);
        } catch (OutOfMemoryError e) {
            // one array that does not fit leaves the heap as it was
            throw new FormatException(
                    file, "its weights do not fit into the memory Java may use; give it more (-Xmx)", e);
        }
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
        TorchStorage known = storages.get(key);
        if (known == null) {
            TorchStorage storage = new TorchStorage(key, type, count);
            requireStored(storage);
            storages.put(key, storage);
            return storage;
        }
        if (known.type() != type || known.count() != count) {
            throw new PickleException("storage '" + Printable.of(key) + "' is described in two ways; refused");
        }
        return known;
    }

    private void requireStored(TorchStorage storage) {
        String name = Printable.of(storage.key());
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
