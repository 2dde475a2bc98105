package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.image2d.Pictures;

/** Each reader keeps the contract. */
class EveryReaderTest {
    private abstract static class Medical extends ImageReaderContract {
        @Override
        Shape shape() {
            return new Shape(2, 3, 4);
        }

        @Override
        String ending() {
            return ".nii.gz";
        }

        @Override
        void writeImage(Path file) {
            // Axes run to the right, the front and the head: nothing is left to turn.
            VoxelGrid grid = VoxelGrid.of(
                    shape(), new Spacing(3, 2, 1.5), new Vec3(1, 2, 3), new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1});
            new NiftiFormat().write(file, VolumeHeader.forWriting(SampleType.INT16, grid, 3, 1), (c, z, into) -> {
                for (int i = 0; i < into.length; i++) {
                    into[i] = into.length * z + i;
                }
            });
        }
    }

    @Nested
    class SimpleItk extends Medical {
        @Override
        ImageReader reader() {
            return new SimpleItkReader(false);
        }
    }

    @Nested
    class SimpleItkTurning extends Medical {
        @Override
        ImageReader reader() {
            return new SimpleItkReader(true);
        }
    }

    @Nested
    class Nibabel extends Medical {
        @Override
        ImageReader reader() {
            return new NibabelReader(false);
        }
    }

    @Nested
    class NibabelTurning extends Medical {
        @Override
        ImageReader reader() {
            return new NibabelReader(true);
        }
    }

    @Nested
    class NaturalImage extends ImageReaderContract {
        @Override
        ImageReader reader() {
            return new NaturalImageReader();
        }

        @Override
        String ending() {
            return ".png";
        }

        @Override
        Shape shape() {
            return new Shape(1, 3, 4);
        }

        @Override
        void writeImage(Path file) {
            short[] page = new short[12];
            for (short i = 0; i < page.length; i++) {
                page[i] = i;
            }
            Pictures.writeLabels(file, LabelVoxels.of(shape(), new short[][] {page}));
        }
    }

    @Nested
    class TiffStack extends ImageReaderContract {
        @Override
        ImageReader reader() {
            return new TiffStackReader();
        }

        @Override
        String ending() {
            return ".tif";
        }

        @Override
        Shape shape() {
            return new Shape(5, 2, 3);
        }

        @Override
        void writeImage(Path file) {
            float[][] slices = new float[5][6];
            for (int i = 0; i < 30; i++) {
                slices[i / 6][i % 6] = i;
            }
            Pictures.writeFloats(file, FloatVoxels.of(shape(), slices));
        }
    }
}
