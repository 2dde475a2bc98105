package org.sagittal.models.training.sampling;

import java.util.List;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.StoredCase;

/** Some cases of a store, such as the training cases of a fold. */
public final class StoredPatches implements PatchSource {
    private final CaseStore store;
    private final List<String> ids;

    /**
     * Chooses cases.
     *
     * @param store where they are
     * @param ids which, in a fixed order; the order is part of what a seed means
     * @throws IllegalArgumentException if there is none, or one that the store lacks
     */
    public StoredPatches(CaseStore store, List<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("ids must name at least one case to draw patches from, got none");
        }
        List<String> stored = store.ids();
        List<String> missing = ids.stream().filter(id -> !stored.contains(id)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the store lacks " + missing + "; preprocess these cases first");
        }
        this.store = store;
        this.ids = List.copyOf(ids);
    }

    @Override
    public List<String> ids() {
        return ids;
    }

    @Override
    public PatchCase open(String id) {
        return new Stored(store.read(id));
    }

    private record Stored(StoredCase stored) implements PatchCase {
        @Override
        public Shape shape() {
            return stored.shape();
        }

        @Override
        public int channels() {
            return stored.channels();
        }

        @Override
        public ClassLocations classLocations() {
            return stored.classLocations();
        }

        @Override
        public void readImage(int channel, Box box, float[] into) {
            stored.readData(channel, box, into);
        }

        @Override
        public void readLabel(int channel, Box box, short[] into) {
            if (channel == 0) {
                stored.readSeg(box, into);
            } else {
                stored.readPreviousStage(box, into);
            }
        }
    }
}
