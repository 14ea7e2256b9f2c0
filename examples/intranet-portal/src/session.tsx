import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { fetchSession, logIn, logOut, type Session } from "./api.ts";
import { navigate } from "./router.tsx";
import { Login } from "./shell/Login.tsx";

interface SessionValue extends Session {
  logOut(): Promise<void>;
}

const SessionContext = createContext<SessionValue | null>(null);

/** Shows the log-in until somebody is logged in, then its children. */
export function SessionGate({ children }: { children: ReactNode }) {
  // undefined: not known yet
  const [session, setSession] = useState<Session | null>();

  useEffect(() => {
    fetchSession().then(setSession, () => setSession(null));
  }, []);

  if (session === undefined) return null;
  if (session === null) return <Login onChoose={async (person) => setSession(await logIn(person))} />;
  const leave = async () => {
    await logOut();
    setSession(null);
    navigate("/");
  };
  return <SessionContext value={{ ...session, logOut: leave }}>{children}</SessionContext>;
}

export function useSession(): SessionValue {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionGate above it.");
  return session;
}
