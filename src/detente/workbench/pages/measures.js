// Measures of the editor, in pixels, as the style sheet has them.

/** The height of a line, and the room above the first. */
export const LINE = 20;
export const ABOVE = 6;
