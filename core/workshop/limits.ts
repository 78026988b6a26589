/** Rows of each class that training, held-out rows and warehouse need together. */
export const minRowsPerClass = 12;

/** Rows of a batch, where the warehouse has as many. */
export const usualBatchRows = 40;
