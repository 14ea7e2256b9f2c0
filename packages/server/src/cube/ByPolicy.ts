/** Policies for which something is kept of one model. */
const MAX_POLICIES = 200;

/** Keeps what is worked out of a compiled model for all who have the same policy, until the model is another. A failure isn't kept. */
export class ByPolicy<T> {
  readonly #kept = new WeakMap<object, Map<string, Promise<T>>>();

  /**
   * @param compilers the model, as compiled
   * @param policy a text that is the same for the same policy
   */
  get(compilers: object, policy: string, work: () => Promise<T>): Promise<T> {
    const ofModel = this.#kept.get(compilers) ?? new Map<string, Promise<T>>();
    this.#kept.set(compilers, ofModel);
    const known = ofModel.get(policy);
    if (known) return known;
    const [oldest] = ofModel.size >= MAX_POLICIES ? ofModel.keys() : [];
    if (oldest !== undefined) ofModel.delete(oldest);
    const value = work();
    ofModel.set(policy, value);
    value.catch(() => ofModel.delete(policy));
    return value;
  }
}
