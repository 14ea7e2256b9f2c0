/** The network's mark: a shoot with two leaves. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 29V14" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" fill="none" />
      <path d="M16 15c-6.2 0-9.4-3.6-9.4-9.6C13 5.4 16 8.8 16 15Z" className="mark__leaf" />
      <path d="M16 20.5c0-5 3-8 9.6-8 0 5.5-3.4 8-9.6 8Z" className="mark__bud" />
    </svg>
  );
}
