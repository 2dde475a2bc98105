package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Spacing;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * OME-XML of the first image of a file: sizes along Z, C and T, the order of its pages, and the physical size of a voxel.
 *
 * <p>Reference: OME-TIFF specification and the schema OME 2016-06; sizes without a unit are micrometres.
 */
final class OmeDescription {
    private static final String DEFAULT_UNIT = "\u00b5m";
    private static final int MAX_CHARACTERS = 1 << 26;

    private final TiffPicture picture;
    private final Element pixels;

    OmeDescription(TiffPicture picture, String words) {
        this.picture = picture;
        this.pixels = pixels(words);
    }

    private Element pixels(String words) {
        if (words.length() > MAX_CHARACTERS) {
            throw damaged("it has " + words.length() + " characters", null);
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            NodeList found =
                    builder.parse(new InputSource(new StringReader(words))).getElementsByTagNameNS("*", "Pixels");
            if (found.getLength() == 0) {
                throw damaged("it describes no pixels", null);
            }
            return (Element) found.item(0);
        } catch (SAXException e) {
            throw damaged(e.getMessage(), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("the JDK's XML parser does not start: " + e.getMessage(), e);
        }
    }

    private FormatException damaged(String why, Exception cause) {
        return new FormatException(picture.file(), "has a damaged OME-XML description: " + why, cause);
    }

    /** Errors are thrown, not printed. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // What is only odd may still be read.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    TiffLayout layout() {
        int samples = picture.pages().get(0).samples();
        int slices = size("SizeZ");
        int times = size("SizeT");
        int channels = Math.max(1, size("SizeC") / samples);
        double planes = (double) slices * times * channels;
        if (planes > picture.pages().size()) {
            throw new FormatException(
                    picture.file(),
                    "describes " + (long) planes + " planes but holds "
                            + picture.pages().size() + " pages; an OME image spread over several files is not read");
        }
        int[] page = new int[slices * times * channels];
        int[] extents = {slices, channels, times};
        int[] order = order();
        int[] at = new int[3];
        for (int i = 0; i < page.length; i++) {
            page[(at[2] * channels + at[1]) * slices + at[0]] = i;
            step(at, extents, order);
        }
        assign(page, extents, order);
        return new TiffLayout(
                slices, times * channels, page, TiffLayout.Place.at(spacing()), page.length > 1 && slices > 1 ? 3 : 2);
    }

    private int size(String name) {
        String text = pixels.getAttribute(name);
        try {
            int size = text.isEmpty() ? 1 : Integer.parseInt(text.strip());
            if (size >= 1) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw damaged(name + " is '" + text + "'", e);
        }
        throw damaged(name + " is " + text, null);
    }

    /** Places in (z, c, t) in the order in which pages run through them, the fastest first. */
    private int[] order() {
        String order = pixels.getAttribute("DimensionOrder");
        int[] axes = order.chars().map("ZCT"::indexOf).filter(axis -> axis >= 0).toArray();
        int[] sorted = axes.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, new int[] {0, 1, 2})) {
            throw damaged("DimensionOrder is '" + order + "'", null);
        }
        return axes;
    }

    private static void step(int[] at, int[] extents, int[] order) {
        for (int axis : order) {
            if (++at[axis] < extents[axis]) {
                return;
            }
            at[axis] = 0;
        }
    }

    /** TiffData elements may say which page a run of planes begins with. */
    private void assign(int[] page, int[] extents, int[] order) {
        NodeList runs = pixels.getElementsByTagNameNS("*", "TiffData");
        for (int i = 0; i < runs.getLength() && i < page.length; i++) {
            Element run = (Element) runs.item(i);
            if (run.getAttribute("IFD").isEmpty()) {
                continue;
            }
            int first = index(run, "IFD", 0);
            int[] at = {index(run, "FirstZ", 0), index(run, "FirstC", 0), index(run, "FirstT", 0)};
            int count = index(run, "PlaneCount", 1);
            for (int plane = 0; plane < count && first + plane < picture.pages().size(); plane++) {
                if (at[0] >= extents[0] || at[1] >= extents[1] || at[2] >= extents[2]) {
                    throw damaged("a TiffData element lies beyond the image", null);
                }
                page[(at[2] * extents[1] + at[1]) * extents[0] + at[0]] = first + plane;
                step(at, extents, order);
            }
        }
    }

    private int index(Element element, String name, int absent) {
        String text = element.getAttribute(name);
        try {
            int index = text.isEmpty() ? absent : Integer.parseInt(text.strip());
            if (index >= 0) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw damaged(name + " is '" + text + "'", e);
        }
        throw damaged(name + " is " + text, null);
    }

    private Spacing spacing() {
        try {
            return new Spacing(mm("PhysicalSizeZ"), mm("PhysicalSizeY"), mm("PhysicalSizeX"));
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private double mm(String name) {
        String text = pixels.getAttribute(name);
        if (text.isEmpty()) {
            return 1;
        }
        String unit = pixels.getAttribute(name + "Unit");
        try {
            return Double.parseDouble(text)
                    * LengthUnit.mm(unit.isEmpty() ? DEFAULT_UNIT : unit).orElse(1);
        } catch (NumberFormatException e) {
            throw damaged(name + " is '" + text + "'", e);
        }
    }
}
