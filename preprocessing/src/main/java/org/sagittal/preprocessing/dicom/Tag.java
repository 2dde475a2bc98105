package org.sagittal.preprocessing.dicom;

/**
 * Tags of the elements that Sagittal reads or writes, named as the DICOM dictionary names them: group in the upper 16 bits, element in the
 * lower.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part06/chapter_6.html">PS3.6</a>
 */
public final class Tag {
    // File meta information.
    /** File Meta Information Group Length, (0002,0000) UL. */
    public static final int FILE_META_INFORMATION_GROUP_LENGTH = 0x00020000;
    /** File Meta Information Version, (0002,0001) OB. */
    public static final int FILE_META_INFORMATION_VERSION = 0x00020001;
    /** Media Storage SOP Class UID, (0002,0002) UI. */
    public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
    /** Media Storage SOP Instance UID, (0002,0003) UI. */
    public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
    /** Transfer Syntax UID, (0002,0010) UI. */
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;
    /** Implementation Class UID, (0002,0012) UI. */
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    /** Implementation Version Name, (0002,0013) SH. */
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;

    // The instance.
    /** Specific Character Set, (0008,0005) CS. */
    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    /** Image Type, (0008,0008) CS. */
    public static final int IMAGE_TYPE = 0x00080008;
    /** Instance Creation Date, (0008,0012) DA. */
    public static final int INSTANCE_CREATION_DATE = 0x00080012;
    /** Instance Creation Time, (0008,0013) TM. */
    public static final int INSTANCE_CREATION_TIME = 0x00080013;
    /** SOP Class UID, (0008,0016) UI. */
    public static final int SOP_CLASS_UID = 0x00080016;
    /** SOP Instance UID, (0008,0018) UI. */
    public static final int SOP_INSTANCE_UID = 0x00080018;
    /** Study Date, (0008,0020) DA. */
    public static final int STUDY_DATE = 0x00080020;
    /** Series Date, (0008,0021) DA. */
    public static final int SERIES_DATE = 0x00080021;
    /** Acquisition Date, (0008,0022) DA. */
    public static final int ACQUISITION_DATE = 0x00080022;
    /** Content Date, (0008,0023) DA. */
    public static final int CONTENT_DATE = 0x00080023;
    /** Study Time, (0008,0030) TM. */
    public static final int STUDY_TIME = 0x00080030;
    /** Series Time, (0008,0031) TM. */
    public static final int SERIES_TIME = 0x00080031;
    /** Acquisition Time, (0008,0032) TM. */
    public static final int ACQUISITION_TIME = 0x00080032;
    /** Content Time, (0008,0033) TM. */
    public static final int CONTENT_TIME = 0x00080033;
    /** Accession Number, (0008,0050) SH. */
    public static final int ACCESSION_NUMBER = 0x00080050;
    /** Modality, (0008,0060) CS. */
    public static final int MODALITY = 0x00080060;
    /** Manufacturer, (0008,0070) LO. */
    public static final int MANUFACTURER = 0x00080070;
    /** Manufacturer's Model Name, (0008,1090) LO. */
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    /** Institution Name, (0008,0080) LO. */
    public static final int INSTITUTION_NAME = 0x00080080;
    /** Referring Physician's Name, (0008,0090) PN. */
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    /** Study Description, (0008,1030) LO. */
    public static final int STUDY_DESCRIPTION = 0x00081030;
    /** Series Description, (0008,103E) LO. */
    public static final int SERIES_DESCRIPTION = 0x0008103E;
    /** Software Versions, (0018,1020) LO. */
    public static final int SOFTWARE_VERSIONS = 0x00181020;
    /** Device Serial Number, (0018,1000) LO. */
    public static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    /** Content Label, (0070,0080) CS. */
    public static final int CONTENT_LABEL = 0x00700080;
    /** Content Description, (0070,0081) LO. */
    public static final int CONTENT_DESCRIPTION = 0x00700081;
    /** Content Creator's Name, (0070,0084) PN. */
    public static final int CONTENT_CREATOR_NAME = 0x00700084;
    /** Timezone Offset From UTC, (0008,0201) SH. */
    public static final int TIMEZONE_OFFSET_FROM_UTC = 0x00080201;
    /** Conversion Type, (0008,0064) CS. */
    public static final int CONVERSION_TYPE = 0x00080064;

    // References.
    /** Referenced SOP Class UID, (0008,1150) UI. */
    public static final int REFERENCED_SOP_CLASS_UID = 0x00081150;
    /** Referenced SOP Instance UID, (0008,1155) UI. */
    public static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    /** Referenced Frame Number, (0008,1160) IS. */
    public static final int REFERENCED_FRAME_NUMBER = 0x00081160;
    /** Referenced Series Sequence, (0008,1115) SQ. */
    public static final int REFERENCED_SERIES_SEQUENCE = 0x00081115;
    /** Referenced Instance Sequence, (0008,114A) SQ. */
    public static final int REFERENCED_INSTANCE_SEQUENCE = 0x0008114A;
    /** Referenced Image Sequence, (0008,1140) SQ. */
    public static final int REFERENCED_IMAGE_SEQUENCE = 0x00081140;
    /** Source Image Sequence, (0008,2112) SQ. */
    public static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    /** Derivation Image Sequence, (0008,9124) SQ. */
    public static final int DERIVATION_IMAGE_SEQUENCE = 0x00089124;
    /** Derivation Code Sequence, (0008,9215) SQ. */
    public static final int DERIVATION_CODE_SEQUENCE = 0x00089215;
    /** Derivation Description, (0008,2111) ST. */
    public static final int DERIVATION_DESCRIPTION = 0x00082111;
    /** Purpose of Reference Code Sequence, (0040,A170) SQ. */
    public static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040A170;
    /** Spatial Locations Preserved, (0028,135A) CS. */
    public static final int SPATIAL_LOCATIONS_PRESERVED = 0x0028135A;
    /** Studies Containing Other Referenced Instances Sequence, (0008,1200) SQ. */
    public static final int STUDIES_CONTAINING_OTHER_REFERENCED_INSTANCES_SEQUENCE = 0x00081200;

    // Codes.
    /** Code Value, (0008,0100) SH. */
    public static final int CODE_VALUE = 0x00080100;
    /** Coding Scheme Designator, (0008,0102) SH. */
    public static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    /** Coding Scheme Version, (0008,0103) SH. */
    public static final int CODING_SCHEME_VERSION = 0x00080103;
    /** Code Meaning, (0008,0104) LO. */
    public static final int CODE_MEANING = 0x00080104;
    /** Long Code Value, (0008,0119) UC. */
    public static final int LONG_CODE_VALUE = 0x00080119;

    // Patient and study.
    /** Patient's Name, (0010,0010) PN. */
    public static final int PATIENT_NAME = 0x00100010;
    /** Patient ID, (0010,0020) LO. */
    public static final int PATIENT_ID = 0x00100020;
    /** Patient's Birth Date, (0010,0030) DA. */
    public static final int PATIENT_BIRTH_DATE = 0x00100030;
    /** Patient's Sex, (0010,0040) CS. */
    public static final int PATIENT_SEX = 0x00100040;
    /** Patient's Age, (0010,1010) AS. */
    public static final int PATIENT_AGE = 0x00101010;
    /** Patient's Size, (0010,1020) DS. */
    public static final int PATIENT_SIZE = 0x00101020;
    /** Patient's Weight, (0010,1030) DS. */
    public static final int PATIENT_WEIGHT = 0x00101030;
    /** Study Instance UID, (0020,000D) UI. */
    public static final int STUDY_INSTANCE_UID = 0x0020000D;
    /** Series Instance UID, (0020,000E) UI. */
    public static final int SERIES_INSTANCE_UID = 0x0020000E;
    /** Study ID, (0020,0010) SH. */
    public static final int STUDY_ID = 0x00200010;
    /** Series Number, (0020,0011) IS. */
    public static final int SERIES_NUMBER = 0x00200011;
    /** Acquisition Number, (0020,0012) IS. */
    public static final int ACQUISITION_NUMBER = 0x00200012;
    /** Instance Number, (0020,0013) IS. */
    public static final int INSTANCE_NUMBER = 0x00200013;
    /** Temporal Position Identifier, (0020,0100) IS. */
    public static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
    /** Number of Temporal Positions, (0020,0105) IS. */
    public static final int NUMBER_OF_TEMPORAL_POSITIONS = 0x00200105;
    /** Temporal Position Index, (0020,9128) UL. */
    public static final int TEMPORAL_POSITION_INDEX = 0x00209128;

    // Acquisition.
    /** Body Part Examined, (0018,0015) CS. */
    public static final int BODY_PART_EXAMINED = 0x00180015;
    /** Scanning Sequence, (0018,0020) CS. */
    public static final int SCANNING_SEQUENCE = 0x00180020;
    /** Sequence Variant, (0018,0021) CS. */
    public static final int SEQUENCE_VARIANT = 0x00180021;
    /** Scan Options, (0018,0022) CS. */
    public static final int SCAN_OPTIONS = 0x00180022;
    /** MR Acquisition Type, (0018,0023) CS. */
    public static final int MR_ACQUISITION_TYPE = 0x00180023;
    /** Slice Thickness, (0018,0050) DS. */
    public static final int SLICE_THICKNESS = 0x00180050;
    /** KVP, (0018,0060) DS. */
    public static final int KVP = 0x00180060;
    /** Repetition Time, (0018,0080) DS. */
    public static final int REPETITION_TIME = 0x00180080;
    /** Echo Time, (0018,0081) DS. */
    public static final int ECHO_TIME = 0x00180081;
    /** Echo Number(s), (0018,0086) IS. */
    public static final int ECHO_NUMBERS = 0x00180086;
    /** Spacing Between Slices, (0018,0088) DS. */
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;
    /** Protocol Name, (0018,1030) LO. */
    public static final int PROTOCOL_NAME = 0x00181030;
    /** Contrast/Bolus Agent, (0018,0010) LO. */
    public static final int CONTRAST_BOLUS_AGENT = 0x00180010;
    /** Gantry/Detector Tilt, (0018,1120) DS. */
    public static final int GANTRY_DETECTOR_TILT = 0x00181120;
    /** Trigger Time, (0018,1060) DS. */
    public static final int TRIGGER_TIME = 0x00181060;
    /** Diffusion b-value, (0018,9087) FD. */
    public static final int DIFFUSION_B_VALUE = 0x00189087;
    /** Patient Position, (0018,5100) CS. */
    public static final int PATIENT_POSITION = 0x00185100;
    /** Imager Pixel Spacing, (0018,1164) DS. */
    public static final int IMAGER_PIXEL_SPACING = 0x00181164;
    /** Nominal Scanned Pixel Spacing, (0018,2010) DS. */
    public static final int NOMINAL_SCANNED_PIXEL_SPACING = 0x00182010;

    // Where the image lies.
    /** Image Position (Patient), (0020,0032) DS. */
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;
    /** Image Orientation (Patient), (0020,0037) DS. */
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    /** Frame of Reference UID, (0020,0052) UI. */
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    /** Laterality, (0020,0060) CS. */
    public static final int LATERALITY = 0x00200060;
    /** Position Reference Indicator, (0020,1040) LO. */
    public static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    /** Slice Location, (0020,1041) DS. */
    public static final int SLICE_LOCATION = 0x00201041;
    /** Images in Acquisition, (0020,1002) IS. */
    public static final int IMAGES_IN_ACQUISITION = 0x00201002;
    /** Pixel Spacing, (0028,0030) DS. */
    public static final int PIXEL_SPACING = 0x00280030;
    /** Pixel Aspect Ratio, (0028,0034) IS. */
    public static final int PIXEL_ASPECT_RATIO = 0x00280034;
    /** Grid Frame Offset Vector, (3004,000C) DS. */
    public static final int GRID_FRAME_OFFSET_VECTOR = 0x3004000C;

    // Frames.
    /** Number of Frames, (0028,0008) IS. */
    public static final int NUMBER_OF_FRAMES = 0x00280008;
    /** Frame Increment Pointer, (0028,0009) AT. */
    public static final int FRAME_INCREMENT_POINTER = 0x00280009;
    /** Shared Functional Groups Sequence, (5200,9229) SQ. */
    public static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
    /** Per-Frame Functional Groups Sequence, (5200,9230) SQ. */
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;
    /** Plane Position Sequence, (0020,9113) SQ. */
    public static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    /** Plane Orientation Sequence, (0020,9116) SQ. */
    public static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
    /** Pixel Measures Sequence, (0028,9110) SQ. */
    public static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    /** Pixel Value Transformation Sequence, (0028,9145) SQ. */
    public static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;
    /** Frame Content Sequence, (0020,9111) SQ. */
    public static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
    /** Frame Acquisition Number, (0020,9156) US. */
    public static final int FRAME_ACQUISITION_NUMBER = 0x00209156;
    /** Stack ID, (0020,9056) SH. */
    public static final int STACK_ID = 0x00209056;
    /** In-Stack Position Number, (0020,9057) UL. */
    public static final int IN_STACK_POSITION_NUMBER = 0x00209057;
    /** Dimension Index Values, (0020,9157) UL. */
    public static final int DIMENSION_INDEX_VALUES = 0x00209157;
    /** Dimension Index Sequence, (0020,9222) SQ. */
    public static final int DIMENSION_INDEX_SEQUENCE = 0x00209222;
    /** Dimension Index Pointer, (0020,9165) AT. */
    public static final int DIMENSION_INDEX_POINTER = 0x00209165;
    /** Functional Group Pointer, (0020,9167) AT. */
    public static final int FUNCTIONAL_GROUP_POINTER = 0x00209167;
    /** Dimension Organization Sequence, (0020,9221) SQ. */
    public static final int DIMENSION_ORGANIZATION_SEQUENCE = 0x00209221;
    /** Dimension Organization UID, (0020,9164) UI. */
    public static final int DIMENSION_ORGANIZATION_UID = 0x00209164;
    /** Dimension Organization Type, (0020,9311) CS. */
    public static final int DIMENSION_ORGANIZATION_TYPE = 0x00209311;
    /** Dimension Description Label, (0020,9421) LO. */
    public static final int DIMENSION_DESCRIPTION_LABEL = 0x00209421;
    /** Frame Type, (0008,9007) CS. */
    public static final int FRAME_TYPE = 0x00089007;
    /** Concatenation UID, (0020,9161) UI. */
    public static final int CONCATENATION_UID = 0x00209161;
    /** In-concatenation Number, (0020,9162) US. */
    public static final int IN_CONCATENATION_NUMBER = 0x00209162;
    /** Concatenation Frame Offset Number, (0020,9228) UL. */
    public static final int CONCATENATION_FRAME_OFFSET_NUMBER = 0x00209228;
    /** Frame VOI LUT Sequence, (0028,9132) SQ. */
    public static final int FRAME_VOILUT_SEQUENCE = 0x00289132;
    /** MR Image Frame Type Sequence, (0018,9226) SQ. */
    public static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189226;
    /** CT Image Frame Type Sequence, (0018,9329) SQ. */
    public static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;

    // Pixels.
    /** Samples per Pixel, (0028,0002) US. */
    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    /** Photometric Interpretation, (0028,0004) CS. */
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    /** Planar Configuration, (0028,0006) US. */
    public static final int PLANAR_CONFIGURATION = 0x00280006;
    /** Rows, (0028,0010) US. */
    public static final int ROWS = 0x00280010;
    /** Columns, (0028,0011) US. */
    public static final int COLUMNS = 0x00280011;
    /** Bits Allocated, (0028,0100) US. */
    public static final int BITS_ALLOCATED = 0x00280100;
    /** Bits Stored, (0028,0101) US. */
    public static final int BITS_STORED = 0x00280101;
    /** High Bit, (0028,0102) US. */
    public static final int HIGH_BIT = 0x00280102;
    /** Pixel Representation, (0028,0103) US. */
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    /** Smallest Image Pixel Value, (0028,0106) US. */
    public static final int SMALLEST_IMAGE_PIXEL_VALUE = 0x00280106;
    /** Largest Image Pixel Value, (0028,0107) US. */
    public static final int LARGEST_IMAGE_PIXEL_VALUE = 0x00280107;
    /** Pixel Padding Value, (0028,0120) US. */
    public static final int PIXEL_PADDING_VALUE = 0x00280120;
    /** Pixel Padding Range Limit, (0028,0121) US. */
    public static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
    /** Burned In Annotation, (0028,0301) CS. */
    public static final int BURNED_IN_ANNOTATION = 0x00280301;
    /** Lossy Image Compression, (0028,2110) CS. */
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    /** Lossy Image Compression Ratio, (0028,2112) DS. */
    public static final int LOSSY_IMAGE_COMPRESSION_RATIO = 0x00282112;
    /** Lossy Image Compression Method, (0028,2114) CS. */
    public static final int LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282114;
    /** Modality LUT Sequence, (0028,3000) SQ. */
    public static final int MODALITY_LUT_SEQUENCE = 0x00283000;
    /** LUT Descriptor, (0028,3002) US. */
    public static final int LUT_DESCRIPTOR = 0x00283002;
    /** LUT Explanation, (0028,3003) LO. */
    public static final int LUT_EXPLANATION = 0x00283003;
    /** Modality LUT Type, (0028,3004) LO. */
    public static final int MODALITY_LUT_TYPE = 0x00283004;
    /** LUT Data, (0028,3006) OW. */
    public static final int LUT_DATA = 0x00283006;
    /** Window Center, (0028,1050) DS. */
    public static final int WINDOW_CENTER = 0x00281050;
    /** Window Width, (0028,1051) DS. */
    public static final int WINDOW_WIDTH = 0x00281051;
    /** Rescale Intercept, (0028,1052) DS. */
    public static final int RESCALE_INTERCEPT = 0x00281052;
    /** Rescale Slope, (0028,1053) DS. */
    public static final int RESCALE_SLOPE = 0x00281053;
    /** Rescale Type, (0028,1054) LO. */
    public static final int RESCALE_TYPE = 0x00281054;
    /** Dose Grid Scaling, (3004,000E) DS. */
    public static final int DOSE_GRID_SCALING = 0x3004000E;
    /** Dose Units, (3004,0002) CS. */
    public static final int DOSE_UNITS = 0x30040002;
    /** Real World Value Mapping Sequence, (0040,9096) SQ. */
    public static final int REAL_WORLD_VALUE_MAPPING_SEQUENCE = 0x00409096;
    /** Real World Value Slope, (0040,9225) FD. */
    public static final int REAL_WORLD_VALUE_SLOPE = 0x00409225;
    /** Real World Value Intercept, (0040,9224) FD. */
    public static final int REAL_WORLD_VALUE_INTERCEPT = 0x00409224;
    /** Red Palette Color Lookup Table Descriptor, (0028,1101) US. */
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281101;
    /** Green Palette Color Lookup Table Descriptor, (0028,1102) US. */
    public static final int GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281102;
    /** Blue Palette Color Lookup Table Descriptor, (0028,1103) US. */
    public static final int BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281103;
    /** Red Palette Color Lookup Table Data, (0028,1201) OW. */
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281201;
    /** Green Palette Color Lookup Table Data, (0028,1202) OW. */
    public static final int GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281202;
    /** Blue Palette Color Lookup Table Data, (0028,1203) OW. */
    public static final int BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281203;
    /** Segmented Red Palette Color Lookup Table Data, (0028,1221) OW. */
    public static final int SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281221;
    /** Segmented Green Palette Color Lookup Table Data, (0028,1222) OW. */
    public static final int SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281222;
    /** Segmented Blue Palette Color Lookup Table Data, (0028,1223) OW. */
    public static final int SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281223;
    /** Pixel Presentation, (0008,9205) CS. */
    public static final int PIXEL_PRESENTATION = 0x00089205;
    /** Extended Offset Table, (7FE0,0001) OV. */
    public static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;
    /** Extended Offset Table Lengths, (7FE0,0002) OV. */
    public static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7FE00002;
    /** Float Pixel Data, (7FE0,0008) OF. */
    public static final int FLOAT_PIXEL_DATA = 0x7FE00008;
    /** Double Float Pixel Data, (7FE0,0009) OD. */
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;
    /** Pixel Data, (7FE0,0010) OW. */
    public static final int PIXEL_DATA = 0x7FE00010;
    /** Icon Image Sequence, (0088,0200) SQ. */
    public static final int ICON_IMAGE_SEQUENCE = 0x00880200;
    /** Data Set Trailing Padding, (FFFC,FFFC) OB. */
    public static final int DATA_SET_TRAILING_PADDING = 0xFFFCFFFC;

    // Segmentation.
    /** Segmentation Type, (0062,0001) CS. */
    public static final int SEGMENTATION_TYPE = 0x00620001;
    /** Segment Sequence, (0062,0002) SQ. */
    public static final int SEGMENT_SEQUENCE = 0x00620002;
    /** Segment Number, (0062,0004) US. */
    public static final int SEGMENT_NUMBER = 0x00620004;
    /** Segment Label, (0062,0005) LO. */
    public static final int SEGMENT_LABEL = 0x00620005;
    /** Segment Description, (0062,0006) ST. */
    public static final int SEGMENT_DESCRIPTION = 0x00620006;
    /** Segment Algorithm Type, (0062,0008) CS. */
    public static final int SEGMENT_ALGORITHM_TYPE = 0x00620008;
    /** Segment Algorithm Name, (0062,0009) LO. */
    public static final int SEGMENT_ALGORITHM_NAME = 0x00620009;
    /** Segment Identification Sequence, (0062,000A) SQ. */
    public static final int SEGMENT_IDENTIFICATION_SEQUENCE = 0x0062000A;
    /** Referenced Segment Number, (0062,000B) US. */
    public static final int REFERENCED_SEGMENT_NUMBER = 0x0062000B;
    /** Segmented Property Category Code Sequence, (0062,0003) SQ. */
    public static final int SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE = 0x00620003;
    /** Segmented Property Type Code Sequence, (0062,000F) SQ. */
    public static final int SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE = 0x0062000F;
    /** Anatomic Region Sequence, (0008,2218) SQ. */
    public static final int ANATOMIC_REGION_SEQUENCE = 0x00082218;
    /** Anatomic Region Modifier Sequence, (0008,2220) SQ. */
    public static final int ANATOMIC_REGION_MODIFIER_SEQUENCE = 0x00082220;
    /** Segmented Property Type Modifier Code Sequence, (0062,0011) SQ. */
    public static final int SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE = 0x00620011;
    /** Recommended Display CIELab Value, (0062,000D) US. */
    public static final int RECOMMENDED_DISPLAY_CIE_LAB_VALUE = 0x0062000D;
    /** Recommended Display Grayscale Value, (0062,000C) US. */
    public static final int RECOMMENDED_DISPLAY_GRAYSCALE_VALUE = 0x0062000C;
    /** Segmentation Fractional Type, (0062,0010) CS. */
    public static final int SEGMENTATION_FRACTIONAL_TYPE = 0x00620010;
    /** Maximum Fractional Value, (0062,000E) US. */
    public static final int MAXIMUM_FRACTIONAL_VALUE = 0x0062000E;
    /** Segments Overlap, (0062,0013) CS. */
    public static final int SEGMENTS_OVERLAP = 0x00620013;
    /** Tracking ID, (0062,0020) UT. */
    public static final int TRACKING_ID = 0x00620020;
    /** Tracking UID, (0062,0021) UI. */
    public static final int TRACKING_UID = 0x00620021;
    /** Segmentation Algorithm Identification Sequence, (0062,0007) SQ. */
    public static final int SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE = 0x00620007;
    /** Algorithm Family Code Sequence, (0066,002F) SQ. */
    public static final int ALGORITHM_FAMILY_CODE_SEQUENCE = 0x0066002F;
    /** Algorithm Name, (0066,0036) LO. */
    public static final int ALGORITHM_NAME = 0x00660036;
    /** Algorithm Version, (0066,0031) LO. */
    public static final int ALGORITHM_VERSION = 0x00660031;

    private Tag() {}

    /**
     * A tag as people write it.
     *
     * @param tag 32 bits
     * @return e.g. {@code (0028,0010)}
     */
    public static String text(int tag) {
        return String.format("(%04X,%04X)", tag >>> 16, tag & 0xffff);
    }
}
