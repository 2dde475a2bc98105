package org.sagittal.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How much of something that must be there: a finite number above 0. */
public final class PositiveWord implements ITypeConverter<Double> {
    @Override
    public Double convert(String word) {
        try {
            double value = Double.parseDouble(word);
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new TypeConversionException("'" + word + "' must be a number above 0");
    }
}
