package org.sagittal.planner.exchange;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.sagittal.geometry.io.FormatException;

/** Whether a checkpoint's weights can be held at all, asked before the first is unpacked. */
final class StorageNeeds {
    /** Twice the largest residual encoder preset, in numbers; 1 GiB of float32. */
    private static final long MOST_NUMBERS = TorchTensor.MOST_ELEMENTS;

    /** What their storages may take in the file; deflated zeros would make terabytes of a few megabytes. */
    private static final long MOST_STORED_BYTES = 4L << 30;

    private final Path file;

    StorageNeeds(Path file) {
        this.file = file;
    }

    void require(Collection<TorchTensor> tensors) {
        long numbers = 0;
        long stored = 0;
        long longest = 0;
        Set<TorchStorage> seen = new HashSet<>();
        for (TorchTensor tensor : tensors) {
            numbers += tensor.elements();
            if (seen.add(tensor.storage())) {
                long bytes = tensor.storage().count() * tensor.storage().type().bytes();
                stored += bytes;
                longest = Math.max(longest, tensor.storage().count());
            }
        }
        if (numbers > MOST_NUMBERS || longest > MOST_NUMBERS || stored > MOST_STORED_BYTES) {
            throw new FormatException(
                    file,
                    "has " + numbers + " weights in storages of " + stored + " bytes; at most " + MOST_NUMBERS + " in "
                            + MOST_STORED_BYTES + " are read, no nnU-Net network has as many");
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
}
