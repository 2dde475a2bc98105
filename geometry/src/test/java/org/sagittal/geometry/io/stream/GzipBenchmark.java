package org.sagittal.geometry.io.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.ValueStatistics;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * A {@code .nii.gz} of 128 x 256 x 256 voxels read and written: a CT in int16, a label map in uint8. {@code plainDeflate} and {@code
 * plainInflate} are the JDK's streams in one thread on the same bytes, {@code blockDeflate} and {@code aheadInflate} ours.
 */
@State(Scope.Benchmark)
public class GzipBenchmark {
    private static final Shape SHAPE = new Shape(128, 256, 256);
    private static final int LEVEL = 3;

    @Param({"ct", "labels"})
    public String what;

    private final NiftiFormat format = new NiftiFormat();
    private final double[][] slices = new double[SHAPE.z()][SHAPE.sliceVoxels()];
    private VolumeHeader header;
    private Path folder;
    private Path file;
    private byte[] bytes;

    @Setup
    public void draw() throws IOException {
        boolean ct = what.equals("ct");
        SplittableRandom random = new SplittableRandom(1);
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < slices[z].length; i++) {
                int organ = z / 20 + i / (256 * 40) + i % 256 / 50;
                boolean body = Math.hypot(i / 256 - 128.0, i % 256 - 128.0) < 110;
                slices[z][i] = !body ? (ct ? -1000 : 0) : ct ? Math.rint(40 * organ + 15 * gauss(random)) : organ;
            }
        }
        VoxelGrid grid = VoxelGrid.of(SHAPE, new Spacing(1.5, 1, 1));
        header = VolumeHeader.forWriting(ct ? SampleType.INT16 : SampleType.UINT8, grid, 3, 1);
        folder = Files.createTempDirectory("benchmark");
        file = folder.resolve("read.nii.gz");
        write(file);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            bytes = in.readAllBytes();
        }
        System.out.printf(
                "%d bytes in %d, %d shared workers%n",
                bytes.length, Files.size(file), ForkJoinPool.getCommonPoolParallelism());
    }

    private static double gauss(SplittableRandom random) {
        return random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
    }

    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("written.nii.gz"));
        Files.delete(file);
        Files.delete(folder);
    }

    private void write(Path to) {
        format.write(to, header, (channel, z, into) -> System.arraycopy(slices[z], 0, into, 0, into.length));
    }

    @Benchmark
    public void writeNifti() {
        write(folder.resolve("written.nii.gz"));
    }

    @Benchmark
    public ValueStatistics readNifti() {
        return format.statistics(file);
    }

    @Benchmark
    public StoredVolume readFloats() {
        return format.read(file);
    }

    @Benchmark
    public int plainDeflate() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        try (OutputStream gzip = new Plain(out)) {
            gzip.write(bytes);
        }
        return out.size();
    }

    private static final class Plain extends GZIPOutputStream {
        Plain(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(LEVEL);
        }
    }

    @Benchmark
    public int blockDeflate() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        try (GzipBlocks gzip = new GzipBlocks(out, LEVEL, WorkAhead.shared(1))) {
            gzip.write(bytes);
            gzip.finish();
        }
        return out.size();
    }

    @Benchmark
    public long plainInflate() throws IOException {
        return use(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
    }

    @Benchmark
    public long aheadInflate() throws IOException {
        return use(new ReadAhead(new GZIPInputStream(Files.newInputStream(file), 1 << 16), WorkAhead.shared(1)));
    }

    /** About as much work on each byte as reading voxels takes. */
    private static long use(InputStream opened) throws IOException {
        byte[] chunk = new byte[1 << 16];
        double sum = 0;
        try (InputStream in = opened) {
            for (int got = in.readNBytes(chunk, 0, chunk.length);
                    got > 0;
                    got = in.readNBytes(chunk, 0, chunk.length)) {
                for (int i = 0; i < got; i++) {
                    sum = sum * 0.999 + chunk[i];
                }
            }
        }
        return (long) sum;
    }
}
