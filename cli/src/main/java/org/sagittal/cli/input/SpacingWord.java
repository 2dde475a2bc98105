package org.sagittal.cli.input;

import org.sagittal.geometry.volume.Spacing;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code Z,Y,X}: three distances in millimetres. */
public final class SpacingWord implements ITypeConverter<Spacing> {
    @Override
    public Spacing convert(String word) {
        String[] parts = word.split(",");
        if (parts.length != 3) {
            throw new TypeConversionException("'" + word + "' must be three numbers Z,Y,X in mm");
        }
        try {
            return new Spacing(
                    Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + word + "' must be three positive numbers Z,Y,X in mm");
        }
    }
}
