/** Rows of each class that training, held-out rows and warehouse need together. */
export const minRowsPerClass = 12;
