import { useInterface } from "../interface.ts";
import { WhyFacts } from "./WhyFacts.tsx";
import type { WhySubject } from "./whySubject.ts";

/** What the panel holds: the facts of one number, or of each of several, folded, the first open. */
export function WhyPanel({ subjects }: { subjects: readonly WhySubject[] }) {
  const { format } = useInterface();
  const [first] = subjects;
  if (first && subjects.length === 1) return <WhyFacts subject={first} />;
  return subjects.map((subject, index) => (
    <details key={subject.kpi.id} className="ns-why-subject" open={index === 0}>
      <summary>{subject.kpi.title[format.locale]}</summary>
      <WhyFacts subject={subject} />
    </details>
  ));
}
