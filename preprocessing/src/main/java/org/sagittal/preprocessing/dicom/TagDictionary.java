package org.sagittal.preprocessing.dicom;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The value representations of the tags in {@link Tag}, which files with implicit ones do not tell. */
final class TagDictionary {
    private static final Map<Integer, Vr> KNOWN = new HashMap<>();

    static {
        put(Vr.AS, Tag.PATIENT_AGE);
        put(Vr.AT, Tag.FRAME_INCREMENT_POINTER, Tag.DIMENSION_INDEX_POINTER, Tag.FUNCTIONAL_GROUP_POINTER);
        put(
                Vr.CS,
                Tag.SPECIFIC_CHARACTER_SET,
                Tag.IMAGE_TYPE,
                Tag.MODALITY,
                Tag.CONTENT_LABEL,
                Tag.CONVERSION_TYPE,
                Tag.SPATIAL_LOCATIONS_PRESERVED,
                Tag.PATIENT_SEX,
                Tag.BODY_PART_EXAMINED,
                Tag.SCANNING_SEQUENCE,
                Tag.SEQUENCE_VARIANT,
                Tag.SCAN_OPTIONS,
                Tag.MR_ACQUISITION_TYPE,
                Tag.PATIENT_POSITION,
                Tag.LATERALITY,
                Tag.DIMENSION_ORGANIZATION_TYPE,
                Tag.FRAME_TYPE,
                Tag.PHOTOMETRIC_INTERPRETATION,
                Tag.BURNED_IN_ANNOTATION,
                Tag.LOSSY_IMAGE_COMPRESSION,
                Tag.LOSSY_IMAGE_COMPRESSION_METHOD,
                Tag.DOSE_UNITS,
                Tag.PIXEL_PRESENTATION,
                Tag.SEGMENTATION_TYPE,
                Tag.SEGMENT_ALGORITHM_TYPE,
                Tag.SEGMENTATION_FRACTIONAL_TYPE,
                Tag.SEGMENTS_OVERLAP);
        put(
                Vr.DA,
                Tag.INSTANCE_CREATION_DATE,
                Tag.STUDY_DATE,
                Tag.SERIES_DATE,
                Tag.ACQUISITION_DATE,
                Tag.CONTENT_DATE,
                Tag.PATIENT_BIRTH_DATE);
        put(
                Vr.DS,
                Tag.PATIENT_SIZE,
                Tag.PATIENT_WEIGHT,
                Tag.SLICE_THICKNESS,
                Tag.KVP,
                Tag.REPETITION_TIME,
                Tag.ECHO_TIME,
                Tag.SPACING_BETWEEN_SLICES,
                Tag.GANTRY_DETECTOR_TILT,
                Tag.TRIGGER_TIME,
                Tag.IMAGER_PIXEL_SPACING,
                Tag.NOMINAL_SCANNED_PIXEL_SPACING,
                Tag.IMAGE_POSITION_PATIENT,
                Tag.IMAGE_ORIENTATION_PATIENT,
                Tag.SLICE_LOCATION,
                Tag.PIXEL_SPACING,
                Tag.GRID_FRAME_OFFSET_VECTOR,
                Tag.LOSSY_IMAGE_COMPRESSION_RATIO,
                Tag.WINDOW_CENTER,
                Tag.WINDOW_WIDTH,
                Tag.RESCALE_INTERCEPT,
                Tag.RESCALE_SLOPE,
                Tag.DOSE_GRID_SCALING);
        put(Vr.FD, Tag.DIFFUSION_B_VALUE, Tag.REAL_WORLD_VALUE_SLOPE, Tag.REAL_WORLD_VALUE_INTERCEPT);
        put(
                Vr.IS,
                Tag.REFERENCED_FRAME_NUMBER,
                Tag.SERIES_NUMBER,
                Tag.ACQUISITION_NUMBER,
                Tag.INSTANCE_NUMBER,
                Tag.TEMPORAL_POSITION_IDENTIFIER,
                Tag.NUMBER_OF_TEMPORAL_POSITIONS,
                Tag.ECHO_NUMBERS,
                Tag.IMAGES_IN_ACQUISITION,
                Tag.PIXEL_ASPECT_RATIO,
                Tag.NUMBER_OF_FRAMES);
        put(
                Vr.LO,
                Tag.MANUFACTURER,
                Tag.MANUFACTURER_MODEL_NAME,
                Tag.INSTITUTION_NAME,
                Tag.STUDY_DESCRIPTION,
                Tag.SERIES_DESCRIPTION,
                Tag.SOFTWARE_VERSIONS,
                Tag.DEVICE_SERIAL_NUMBER,
                Tag.CONTENT_DESCRIPTION,
                Tag.CODE_MEANING,
                Tag.PATIENT_ID,
                Tag.PROTOCOL_NAME,
                Tag.CONTRAST_BOLUS_AGENT,
                Tag.POSITION_REFERENCE_INDICATOR,
                Tag.DIMENSION_DESCRIPTION_LABEL,
                Tag.LUT_EXPLANATION,
                Tag.MODALITY_LUT_TYPE,
                Tag.RESCALE_TYPE,
                Tag.SEGMENT_LABEL,
                Tag.SEGMENT_ALGORITHM_NAME,
                Tag.ALGORITHM_NAME,
                Tag.ALGORITHM_VERSION);
        put(Vr.OB, Tag.FILE_META_INFORMATION_VERSION, Tag.DATA_SET_TRAILING_PADDING);
        put(Vr.OD, Tag.DOUBLE_FLOAT_PIXEL_DATA);
        put(Vr.OF, Tag.FLOAT_PIXEL_DATA);
        put(Vr.OV, Tag.EXTENDED_OFFSET_TABLE, Tag.EXTENDED_OFFSET_TABLE_LENGTHS);
        put(
                Vr.OW,
                Tag.LUT_DATA,
                Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                Tag.PIXEL_DATA);
        put(Vr.PN, Tag.REFERRING_PHYSICIAN_NAME, Tag.CONTENT_CREATOR_NAME, Tag.PATIENT_NAME);
        put(
                Vr.SH,
                Tag.IMPLEMENTATION_VERSION_NAME,
                Tag.ACCESSION_NUMBER,
                Tag.TIMEZONE_OFFSET_FROM_UTC,
                Tag.CODE_VALUE,
                Tag.CODING_SCHEME_DESIGNATOR,
                Tag.CODING_SCHEME_VERSION,
                Tag.STUDY_ID,
                Tag.STACK_ID);
        put(
                Vr.SQ,
                Tag.REFERENCED_SERIES_SEQUENCE,
                Tag.REFERENCED_INSTANCE_SEQUENCE,
                Tag.REFERENCED_IMAGE_SEQUENCE,
                Tag.SOURCE_IMAGE_SEQUENCE,
                Tag.DERIVATION_IMAGE_SEQUENCE,
                Tag.DERIVATION_CODE_SEQUENCE,
                Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                Tag.STUDIES_CONTAINING_OTHER_REFERENCED_INSTANCES_SEQUENCE,
                Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                Tag.PLANE_POSITION_SEQUENCE,
                Tag.PLANE_ORIENTATION_SEQUENCE,
                Tag.PIXEL_MEASURES_SEQUENCE,
                Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                Tag.FRAME_CONTENT_SEQUENCE,
                Tag.DIMENSION_INDEX_SEQUENCE,
                Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                Tag.FRAME_VOILUT_SEQUENCE,
                Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE,
                Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE,
                Tag.MODALITY_LUT_SEQUENCE,
                Tag.REAL_WORLD_VALUE_MAPPING_SEQUENCE,
                Tag.ICON_IMAGE_SEQUENCE,
                Tag.SEGMENT_SEQUENCE,
                Tag.SEGMENT_IDENTIFICATION_SEQUENCE,
                Tag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE,
                Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE,
                Tag.ANATOMIC_REGION_SEQUENCE,
                Tag.ANATOMIC_REGION_MODIFIER_SEQUENCE,
                Tag.SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE,
                Tag.SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE,
                Tag.ALGORITHM_FAMILY_CODE_SEQUENCE);
        put(Vr.ST, Tag.DERIVATION_DESCRIPTION, Tag.SEGMENT_DESCRIPTION);
        put(Vr.TM, Tag.INSTANCE_CREATION_TIME, Tag.STUDY_TIME, Tag.SERIES_TIME, Tag.ACQUISITION_TIME, Tag.CONTENT_TIME);
        put(Vr.UC, Tag.LONG_CODE_VALUE);
        put(
                Vr.UI,
                Tag.MEDIA_STORAGE_SOP_CLASS_UID,
                Tag.MEDIA_STORAGE_SOP_INSTANCE_UID,
                Tag.TRANSFER_SYNTAX_UID,
                Tag.IMPLEMENTATION_CLASS_UID,
                Tag.SOP_CLASS_UID,
                Tag.SOP_INSTANCE_UID,
                Tag.REFERENCED_SOP_CLASS_UID,
                Tag.REFERENCED_SOP_INSTANCE_UID,
                Tag.STUDY_INSTANCE_UID,
                Tag.SERIES_INSTANCE_UID,
                Tag.FRAME_OF_REFERENCE_UID,
                Tag.DIMENSION_ORGANIZATION_UID,
                Tag.CONCATENATION_UID,
                Tag.TRACKING_UID);
        put(
                Vr.UL,
                Tag.FILE_META_INFORMATION_GROUP_LENGTH,
                Tag.TEMPORAL_POSITION_INDEX,
                Tag.IN_STACK_POSITION_NUMBER,
                Tag.DIMENSION_INDEX_VALUES,
                Tag.CONCATENATION_FRAME_OFFSET_NUMBER);
        put(
                Vr.US,
                Tag.FRAME_ACQUISITION_NUMBER,
                Tag.IN_CONCATENATION_NUMBER,
                Tag.SAMPLES_PER_PIXEL,
                Tag.PLANAR_CONFIGURATION,
                Tag.ROWS,
                Tag.COLUMNS,
                Tag.BITS_ALLOCATED,
                Tag.BITS_STORED,
                Tag.HIGH_BIT,
                Tag.PIXEL_REPRESENTATION,
                Tag.SMALLEST_IMAGE_PIXEL_VALUE,
                Tag.LARGEST_IMAGE_PIXEL_VALUE,
                Tag.PIXEL_PADDING_VALUE,
                Tag.PIXEL_PADDING_RANGE_LIMIT,
                Tag.LUT_DESCRIPTOR,
                Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                Tag.SEGMENT_NUMBER,
                Tag.REFERENCED_SEGMENT_NUMBER,
                Tag.RECOMMENDED_DISPLAY_CIE_LAB_VALUE,
                Tag.RECOMMENDED_DISPLAY_GRAYSCALE_VALUE,
                Tag.MAXIMUM_FRACTIONAL_VALUE);
        put(Vr.UT, Tag.TRACKING_ID);
    }

    private TagDictionary() {}

    private static void put(Vr vr, int... tags) {
        Arrays.stream(tags).forEach(tag -> KNOWN.put(tag, vr));
    }

    /** The representation of a tag; {@link Vr#UN} for tags that are not known. */
    static Vr of(int tag) {
        if ((tag & 0xffff) == 0) {
            return Vr.UL;
        }
        boolean privateCreator = (tag & 0x10000) != 0 && (tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff;
        return privateCreator ? Vr.LO : KNOWN.getOrDefault(tag, Vr.UN);
    }
}
