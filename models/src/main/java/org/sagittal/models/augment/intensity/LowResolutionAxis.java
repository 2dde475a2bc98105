package org.sagittal.models.augment.intensity;

/**
 * One axis of a channel that loses voxels and gets them back.
 *
 * @param kept per voxel of the small axis the voxel of the full one it is taken from
 * @param before per voxel of the full axis the small voxel before its centre
 * @param after per voxel of the full axis the small voxel after its centre
 * @param fraction per voxel of the full axis how far its centre lies between the two
 */
record LowResolutionAxis(int[] kept, int[] before, int[] after, float[] fraction) {
    static LowResolutionAxis of(int extent, double scale) {
        // The reference holds the scale in single precision, and halves are decided by it.
        int size = Math.max(1, (int) Math.rint(extent * (double) (float) scale));
        int[] kept = new int[size];
        float down = (float) extent / size;
        for (int i = 0; i < size; i++) {
            kept[i] = Math.min(extent - 1, (int) (float) ((i + 0.5) * down));
        }
        int[] before = new int[extent];
        int[] after = new int[extent];
        float[] fraction = new float[extent];
        float up = (float) size / extent;
        for (int o = 0; o < extent; o++) {
            float position = Math.max(0, up * (o + 0.5f) - 0.5f);
            before[o] = Math.min(size - 1, (int) position);
            after[o] = Math.min(size - 1, before[o] + 1);
            fraction[o] = position - before[o];
        }
        return new LowResolutionAxis(kept, before, after, fraction);
    }

    int size() {
        return kept.length;
    }
}
