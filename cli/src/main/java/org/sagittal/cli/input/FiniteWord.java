package org.sagittal.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number that is neither NaN nor infinite, in float32. */
public final class FiniteWord implements ITypeConverter<Float> {
    @Override
    public Float convert(String word) {
        try {
            float value = Float.parseFloat(word);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is not finite.
        }
        throw new TypeConversionException("'" + word + "' must be a finite number");
    }
}
