/** Where an assignment sits, from the widest to the narrowest. `default` and `additional` belong to the learner. */
export const LEVELS = ['default', 'additional', 'aim', 'unit'] as const

export type Level = (typeof LEVELS)[number]
