package org.sagittal.planner.exchange.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/** Whether a checkpoint's weights can be held at all, asked before the first is unpacked. */
final class StorageNeeds {
    /** Twice the largest residual encoder preset, in numbers; 1 GiB of float32. */
    private static final long MOST_NUMBERS = TorchTensor.MOST_ELEMENTS;

    /** What their storages may take in the file; deflated zeros would make terabytes of a few megabytes. */
    private static final long MOST_STORED_BYTES = 4L << 30;

    /** How many more numbers than are stored views may show by repeating some. */
    private static final long MOST_REPEATED = 1L << 24;

    /** Weights hardly shrink when deflated; small or fresh ones may. */
    private static final int MOST_GROWTH = 50;

    private static final long SMALL = 64L << 20;

    private final Path file;

    StorageNeeds(Path file) {
        this.file = file;
    }

    void require(Collection<TorchTensor> tensors) {
        long numbers = 0;
        long stored = 0;
        long storedNumbers = 0;
        long longest = 0;
        Set<TorchStorage> seen = new HashSet<>();
        for (TorchTensor tensor : tensors) {
            numbers += tensor.elements();
            if (seen.add(tensor.storage())) {
                long bytes = tensor.storage().count() * tensor.storage().type().bytes();
                stored += bytes;
                storedNumbers += tensor.storage().count();
                longest = Math.max(longest, tensor.storage().count());
            }
        }
        if (numbers > MOST_NUMBERS || longest > MOST_NUMBERS || stored > MOST_STORED_BYTES) {
            throw new FormatException(
                    file,
                    "has " + numbers + " weights in storages of " + stored + " bytes; at most " + MOST_NUMBERS + " in "
                            + MOST_STORED_BYTES + " are read, no nnU-Net network has as many");
        }
        if (numbers > storedNumbers + MOST_REPEATED || stored > SMALL && stored / MOST_GROWTH > length()) {
            throw new FormatException(
                    file,
                    "has " + numbers + " weights made of " + storedNumbers + " stored numbers in a file of " + length()
                            + " bytes, as no checkpoint does; refused");
        }
        long mostBytes = Runtime.getRuntime().maxMemory();
        long bytes = 4 * (numbers + (seen.size() < tensors.size() ? longest : 0));
        if (bytes > mostBytes / 10 * 9) {
            throw new FormatException(
                    file,
                    "its weights need " + (bytes >> 20) + " MiB of memory and Java may use " + (mostBytes >> 20)
                            + "; give it more (-Xmx)");
        }
    }

    private long length() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }
}
