package org.sagittal.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many: a whole number of at least 1. */
public final class CountWord implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
        try {
            int count = Integer.parseInt(word);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new TypeConversionException("'" + word + "' must be a whole number of at least 1");
    }
}
