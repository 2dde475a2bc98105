package org.sagittal.geometry.io;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.metaimage.MetaImageFormat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetaImageFormatTest extends VolumeFormatContract {
    @Override
    VolumeFormat format() {
        return new MetaImageFormat();
    }

    @Override
    Stream<String> writtenEndings() {
        return Stream.of(".mha", ".mhd", ".MHD");
    }
}
