package org.sagittal.geometry.io.nifti;

import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Where the voxels of a NIfTI file lie. A header may say it in two ways that disagree; ITK and nibabel choose differently, and both
 * choices are made here.
 *
 * <p>Reference: ITK 5.4's choice as seen from SimpleITK 2.5 (the sform wins if its axes are orthogonal and it is the only one, marked as
 * the scanner's, or nearly the same as the qform; else the qform); nibabel 5.4's (the sform, else the qform, else the middle of the
 * image). Matrices are 3 x 4, row-major, RAS.
 */
final class NiftiGeometry {
    private static final int SCANNER = 1;
    private static final int INTENT_MATRIX = 1004;
    private static final int INTENT_SYMMETRIC = 1005;
    private static final int INTENT_DISPLACEMENT = 1006;
    private static final int INTENT_VECTOR = 1007;
    private static final double ORTHONORMAL_TOLERANCE = 1e-4;
    private static final int MOST_ITK_AXES = 5;
    /** As in nifti1_io.c. */
    private static final double ITK_HALF_TURN = 1e-7;

    private final NiftiHeader header;
    private final double[] pixdim;

    NiftiGeometry(NiftiHeader header) {
        this.header = header;
        this.pixdim = header.pixdim().clone();
        for (int i = 1; i <= header.dim()[0]; i++) {
            if (pixdim[i] == 0 || !Double.isFinite(pixdim[i])) {
                pixdim[i] = 1;
            }
        }
    }

    /** Whether the fifth axis counts vector components. */
    boolean vector() {
        return header.dim()[5] > 1 && meansVectors();
    }

    private boolean meansVectors() {
        int intent = header.intent();
        return intent == INTENT_VECTOR || intent == INTENT_DISPLACEMENT || intent == INTENT_SYMMETRIC;
    }

    /** Whether vectors are displacements, which ITK turns from RAS to LPS. */
    boolean displacement() {
        return vector() && header.intent() == INTENT_DISPLACEMENT;
    }

    /** The number of axes that SimpleITK sees. */
    int dimensions() {
        long[] dim = header.dim();
        int axes = (int) Math.min(dim[0], meansVectors() ? 4 : dim.length - 1);
        int least = meansVectors() ? 1 : 3;
        while (axes > least && dim[axes] == 1) {
            axes--;
        }
        return axes;
    }

    /** Whether SimpleITK reads the file: it knows neither NIfTI-2 nor matrices, and refuses oblique axes. */
    boolean readableByItk() {
        int axes = dimensions();
        boolean matrices = header.intent() == INTENT_MATRIX || header.intent() == INTENT_SYMMETRIC;
        boolean known = header.kind() != NiftiHeader.Kind.NIFTI2 && !matrices && !wholeDisplacement();
        return known && axes > 1 && axes <= MOST_ITK_AXES && itkMatrix() != null;
    }

    /** Displacements in whole numbers, which ITK does not turn to LPS. */
    private boolean wholeDisplacement() {
        NiftiHeader.Data data = header.data();
        boolean scaled = data.slope() != 0 && data.slope() != 1 || data.intercept() != 0;
        return displacement() && !data.type().sample().floating() && !scaled;
    }

    private boolean placed() {
        return header.forms().qformCode() > 0 || header.forms().sformCode() > 0;
    }

    /** The matrix ITK takes; null if it refuses. Without codes it is none of both. */
    private double[] itkMatrix() {
        NiftiHeader.Forms forms = header.forms();
        double[] qform = qform(pixdim, ITK_HALF_TURN);
        if (!placed()) {
            return new double[] {pixdim[1], 0, 0, 0, 0, pixdim[2], 0, 0, 0, 0, pixdim[3], 0};
        }
        boolean sformUsable = forms.sformCode() > 0 && orthogonalColumns(forms.srow());
        if (sformUsable
                && (forms.qformCode() <= 0 || forms.sformCode() == SCANNER || nearlySame(forms.srow(), qform))) {
            return forms.srow();
        }
        return forms.qformCode() > 0 ? qform : null;
    }

    /**
     * Whether the two matrices differ by no more than 1e-4. ITK compares the left singular vectors instead, whose signs are noise where
     * the matrices are (scaled) rotations, so it may take either; they are then equal to this tolerance.
     */
    private static boolean nearlySame(double[] s, double[] q) {
        for (int column = 0; column < 3; column++) {
            double[] a = unit(s, column);
            double[] b = unit(q, column);
            for (int row = 0; row < 3; row++) {
                if (!(Math.abs(a[row] - b[row]) <= ORTHONORMAL_TOLERANCE)) {
                    return false;
                }
            }
            if (!(Math.abs(norm(s, column) - norm(q, column)) <= ORTHONORMAL_TOLERANCE)
                    || !(Math.abs(s[4 * column + 3] - q[4 * column + 3]) <= ORTHONORMAL_TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the columns of a matrix, scaled to length one, are orthonormal as ITK tests it. */
    static boolean orthogonalColumns(double[] matrix) {
        double[][] columns = {unit(matrix, 0), unit(matrix, 1), unit(matrix, 2)};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double product = 0;
                for (double[] column : columns) {
                    product += column[i] * column[j];
                }
                if (!(Math.abs(product - (i == j ? 1 : 0)) <= ORTHONORMAL_TOLERANCE)) {
                    return false;
                }
            }
        }
        return Double.isFinite(matrix[3] + matrix[7] + matrix[11]);
    }

    private static double norm(double[] m, int column) {
        return Math.sqrt(m[column] * m[column] + m[column + 4] * m[column + 4] + m[column + 8] * m[column + 8]);
    }

    private static double[] unit(double[] m, int column) {
        double norm = norm(m, column);
        return new double[] {m[column] / norm, m[column + 4] / norm, m[column + 8] / norm};
    }

    /**
     * The matrix of the quaternion; a distance that is not positive counts as 1.
     *
     * @param distances as pixdim
     * @param least what 1 - b^2 - c^2 - d^2 must reach for the turn not to count as one by 180 degrees
     */
    private double[] qform(double[] distances, double least) {
        double[] quatern = header.forms().quatern();
        double b = finite(quatern[0]);
        double c = finite(quatern[1]);
        double d = finite(quatern[2]);
        double rest = 1 - (b * b + c * c + d * d);
        double a = 0;
        if (rest < least) {
            double length = Math.sqrt(b * b + c * c + d * d);
            b /= length;
            c /= length;
            d /= length;
        } else {
            a = Math.sqrt(rest);
        }
        double[] rotation = {
            a * a + b * b - c * c - d * d,
            2 * (b * c - a * d),
            2 * (b * d + a * c),
            2 * (b * c + a * d),
            a * a + c * c - b * b - d * d,
            2 * (c * d - a * b),
            2 * (b * d - a * c),
            2 * (c * d + a * b),
            a * a + d * d - c * c - b * b
        };
        double[] matrix = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double distance = distances[column + 1] > 0 ? distances[column + 1] : 1;
                double sign = column == 2 && pixdim[0] < 0 ? -1 : 1;
                matrix[4 * row + column] = header.kind().rounded(rotation[3 * row + column] * distance * sign);
            }
            matrix[4 * row + 3] = finite(header.forms().offset()[row]);
        }
        return matrix;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    /** The grid as SimpleITK sees it; where it refuses the file, as nibabel does. */
    VoxelGrid grid() {
        NibabelGeometry nibabel = readableByItk() ? null : nibabel();
        if (nibabel != null && nibabel.spans()) {
            return nibabel.grid();
        }
        double[] matrix = itkMatrix();
        if (matrix == null) {
            matrix = header.forms().srow();
        }
        int axes = Math.min(3, dimensions());
        double scale = unitMm();
        double[] direction = new double[9];
        double[] spacing = {1, 1, 1};
        double[] origin = new double[3];
        for (int column = 0; column < 3; column++) {
            fillAxis(column, axes, matrix, direction);
            if (column < axes) {
                origin[column] = placed() ? finite(lps(column) * matrix[4 * column + 3]) * scale : 0;
                spacing[column] = Math.abs(pixdim[column + 1]) * scale;
            }
        }
        return VoxelGrid.of(
                shape(header),
                new Spacing(spacing[2], spacing[1], spacing[0]),
                new Vec3(origin[0], origin[1], origin[2]),
                direction);
    }

    private void fillAxis(int column, int axes, double[] matrix, double[] direction) {
        if (column >= axes || !placed()) {
            direction[4 * column] = 1;
        } else {
            double length = 0;
            for (int row = 0; row < axes; row++) {
                length += matrix[4 * row + column] * matrix[4 * row + column];
            }
            for (int row = 0; row < axes; row++) {
                double value = lps(row) * matrix[4 * row + column] / Math.sqrt(length);
                direction[3 * row + column] = Double.isFinite(value) ? value : row == column ? 1 : 0;
            }
        }
        if (column < axes && pixdim[column + 1] < 0) {
            for (int row = 0; row < 3; row++) {
                direction[3 * row + column] *= -1;
            }
        }
    }

    private static double lps(int row) {
        return row < 2 ? -1 : 1;
    }

    private double unitMm() {
        return switch (header.units() & 7) {
            case 1 -> 1000;
            case 3 -> 0.001;
            default -> 1;
        };
    }

    static Shape shape(NiftiHeader header) {
        long[] dim = header.dim();
        return new Shape((int) dim[3], (int) dim[2], (int) dim[1]);
    }

    /** The matrix nibabel takes. */
    private double[] nibabelMatrix() {
        if (header.forms().sformCode() > 0) {
            return header.forms().srow().clone();
        }
        if (header.forms().qformCode() > 0) {
            double[] distances = pixdim.clone();
            for (int axis = 0; axis < 3; axis++) {
                distances[axis + 1] = Math.abs(header.pixdim()[axis + 1]);
            }
            return qform(distances, header.kind().nibabelHalfTurn());
        }
        double[] matrix = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            double zoom = nibabelZoom(axis);
            matrix[5 * axis] = axis == 0 ? -zoom : zoom;
            matrix[4 * axis + 3] = -(header.dim()[axis + 1] - 1) / 2.0 * matrix[5 * axis];
        }
        return matrix;
    }

    private double nibabelZoom(int axis) {
        double zoom = axis < header.dim()[0] ? Math.abs(header.pixdim()[axis + 1]) : 1;
        return zoom == 0 ? 1 : zoom;
    }

    /** The geometry nibabel reports. */
    NibabelGeometry nibabel() {
        int axes = (int) header.dim()[0];
        double[] zooms = new double[axes];
        int[] shape = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            zooms[axis] = nibabelZoom(axis);
            shape[axis] = (int) header.dim()[axis + 1];
        }
        return new NibabelGeometry(shape, zooms, nibabelMatrix());
    }
}
