export const copy = <Row>(row: Row): Row => structuredClone(row);
