package org.sagittal.preprocessing.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final short[][] INSIDE = new short[2][3];

    private static float[][] image() {
        return new float[][] {{1, 2, 3}, {4, 5, 9}};
    }

    @Test
    void zScoreHasMeanZeroAndDeviationOne() {
        float[][] image = image();

        new ZScoreNormalization(false).apply(image, INSIDE);

        // mean 4, variance (9 + 4 + 1 + 0 + 1 + 25) / 6 = 20 / 3
        assertThat(image[0][0]).isEqualTo((float) (-3 / Math.sqrt(20 / 3.0)));
        assertThat(image[1][0]).isEqualTo(0);
        assertThat(image[1][2]).isEqualTo((float) (5 / Math.sqrt(20 / 3.0)));
    }

    @Test
    void maskedZScoreLeavesTheOutsideAlone() {
        float[][] image = image();

        new ZScoreNormalization(true).apply(image, new short[][] {{0, -1, 2}, {-1, -1, -1}});

        // mean 2 and deviation 1 of the values 1 and 3
        assertThat(image[0]).containsExactly(-1, 2, 1);
        assertThat(image[1]).containsExactly(4, 5, 9);
    }

    @Test
    void aConstantImageBecomesZero() {
        float[][] image = {{7, 7}, {7, 7}};

        new ZScoreNormalization(false).apply(image, new short[2][2]);

        assertThat(image[0]).containsExactly(0, 0);
        assertThat(image[1]).containsExactly(0, 0);
    }

    @Test
    void ctClipsAndUsesTheTrainingSetsNumbers() {
        float[][] image = image();

        new CtNormalization(3, 2, 2, 5).apply(image, INSIDE);

        assertThat(image[0]).containsExactly(-0.5f, -0.5f, 0);
        assertThat(image[1]).containsExactly(0.5f, 1, 1);
    }

    @Test
    void ctRefusesNumbersThatContradictThemselves() {
        assertThatThrownBy(() -> new CtNormalization(0, 1, 5, 4)).hasMessageContaining("got 5.0 and 4.0");
        assertThatThrownBy(() -> new CtNormalization(0, -1, 4, 5)).hasMessageContaining("got -1.0");
        assertThatThrownBy(() -> new CtNormalization(Double.NaN, 1, 4, 5)).hasMessageContaining("mean NaN");
    }

    @Test
    void rescaleSpansZeroToOne() {
        float[][] image = image();

        new RescaleTo01Normalization().apply(image, INSIDE);

        assertThat(image[0][0]).isZero();
        assertThat(image[1][0]).isEqualTo(0.375f, Offset.offset(1e-7f));
        assertThat(image[1][2]).isEqualTo(1);
    }

    @Test
    void coloursAreDividedBy255AndMayNotExceedIt() {
        float[][] image = {{0, 51, 255}};

        new RgbTo01Normalization().apply(image, new short[1][3]);

        assertThat(image[0]).containsExactly(0, 0.2f, 1);
        assertThatThrownBy(() -> new RgbTo01Normalization().apply(new float[][] {{256}}, new short[1][1]))
                .hasMessageContaining("got 256.0");
        assertThatThrownBy(() -> new RgbTo01Normalization().apply(new float[][] {{-1}}, new short[1][1]))
                .hasMessageContaining("got -1.0");
    }

    @Test
    void noNormalizationChangesNothing() {
        float[][] image = image();

        new NoNormalization().apply(image, INSIDE);

        assertThat(image).isDeepEqualTo(image());
    }

    @Test
    void namesAreThoseOfPlans() {
        assertThat(new ZScoreNormalization(true).nnunetName()).isEqualTo("ZScoreNormalization");
        assertThat(new CtNormalization(0, 1, 0, 1).nnunetName()).isEqualTo("CTNormalization");
        assertThat(new RescaleTo01Normalization().nnunetName()).isEqualTo("RescaleTo01Normalization");
        assertThat(new RgbTo01Normalization().nnunetName()).isEqualTo("RGBTo01Normalization");
        assertThat(new NoNormalization().nnunetName()).isEqualTo("NoNormalization");
        assertThat(new ZScoreNormalization(true).masked()).isTrue();
        assertThat(new NoNormalization().masked()).isFalse();
    }
}
