/** A country of the community. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** As GA4 names it. */
  name: string;
  /** Calling code. */
  calling: string;
  weight: number;
}

export const COUNTRIES: readonly Country[] = [
  { code: "CO", name: "Colombia", calling: "57", weight: 34 },
  { code: "MX", name: "Mexico", calling: "52", weight: 21 },
  { code: "PE", name: "Peru", calling: "51", weight: 9 },
  { code: "AR", name: "Argentina", calling: "54", weight: 8 },
  { code: "CL", name: "Chile", calling: "56", weight: 7 },
  { code: "EC", name: "Ecuador", calling: "593", weight: 6 },
  { code: "ES", name: "Spain", calling: "34", weight: 5 },
  { code: "GT", name: "Guatemala", calling: "502", weight: 3 },
  { code: "BO", name: "Bolivia", calling: "591", weight: 2 },
  { code: "DO", name: "Dominican Republic", calling: "1809", weight: 2 },
  { code: "CR", name: "Costa Rica", calling: "506", weight: 2 },
  { code: "PA", name: "Panama", calling: "507", weight: 1 },
];

export const PROFESSIONS: readonly { name: string; weight: number }[] = [
  { name: "Medicina general", weight: 24 },
  { name: "Radiología", weight: 12 },
  { name: "Neumología", weight: 9 },
  { name: "Medicina interna", weight: 11 },
  { name: "Pediatría", weight: 10 },
  { name: "Enfermería", weight: 14 },
  { name: "Fisioterapia respiratoria", weight: 6 },
  { name: "Odontología", weight: 5 },
  { name: "Gestión sanitaria", weight: 5 },
  { name: "Farmacia", weight: 4 },
];

// biome-ignore format: a name a line says no more.
export const FIRST_NAMES = [
  "Ana", "Andrés", "Beatriz", "Camila", "Carlos", "Carolina", "Catalina", "Daniel", "Daniela", "David", "Diana",
  "Diego", "Elena", "Esteban", "Felipe", "Fernanda", "Gabriel", "Gabriela", "Gloria", "Gustavo", "Hernán", "Inés",
  "Isabel", "Javier", "Jorge", "José", "Juan", "Juliana", "Laura", "Lucía", "Luis", "Manuel", "Marcela", "María",
  "Mario", "Martín", "Mateo", "Mónica", "Natalia", "Nicolás", "Óscar", "Paola", "Patricia", "Paula", "Pedro", "Raúl",
  "Ricardo", "Rosa", "Santiago", "Sara", "Silvia", "Sofía", "Tomás", "Valentina", "Verónica", "Víctor",
] as const;

// biome-ignore format: a name a line says no more.
export const LAST_NAMES = [
  "Acosta", "Aguilar", "Álvarez", "Arango", "Ávila", "Benítez", "Bermúdez", "Cabrera", "Cárdenas", "Castillo",
  "Castro", "Contreras", "Cruz", "Delgado", "Díaz", "Domínguez", "Escobar", "Espinosa", "Fernández", "Flores", "Franco",
  "García", "Gómez", "González", "Guerrero", "Gutiérrez", "Hernández", "Herrera", "Jiménez", "León", "López", "Luna",
  "Marín", "Martínez", "Medina", "Mejía", "Mendoza", "Molina", "Morales", "Moreno", "Muñoz", "Navarro", "Núñez",
  "Ortega", "Ortiz", "Ospina", "Palacios", "Paredes", "Peña", "Pérez", "Ramírez", "Ramos", "Restrepo", "Reyes", "Ríos",
  "Rivera", "Rodríguez", "Rojas", "Romero", "Ruiz", "Salas", "Salazar", "Sánchez", "Sandoval", "Silva", "Soto",
  "Suárez", "Torres", "Valencia", "Vargas", "Vega", "Velásquez", "Vélez", "Zapata",
] as const;

/** What the content is about; `completion` is how much of it people stay for. */
export interface Topic {
  name: string;
  weight: number;
  completion: number;
}

export const TOPICS: readonly Topic[] = [
  { name: "Diagnóstico por imagen", weight: 30, completion: 0.71 },
  { name: "Vías respiratorias", weight: 24, completion: 0.64 },
  { name: "Gestión de consulta", weight: 18, completion: 0.58 },
  { name: "Casos clínicos", weight: 15, completion: 0.77 },
  { name: "Cardiología práctica", weight: 1.6, completion: 0.52 },
  { name: "Diabetes y metabolismo", weight: 1.5, completion: 0.49 },
  { name: "Salud mental", weight: 1.3, completion: 0.5 },
  { name: "Dermatología", weight: 1.1, completion: 0.46 },
  { name: "Urgencias", weight: 1, completion: 0.55 },
  { name: "Ecografía a pie de cama", weight: 0.9, completion: 0.6 },
  { name: "Antibióticos", weight: 0.8, completion: 0.48 },
  { name: "Vacunas", weight: 0.7, completion: 0.47 },
  { name: "Nutrición", weight: 0.6, completion: 0.42 },
  { name: "Telemedicina", weight: 0.6, completion: 0.44 },
  { name: "Ética y legislación", weight: 0.5, completion: 0.4 },
  { name: "Investigación clínica", weight: 0.5, completion: 0.45 },
  { name: "Comunicación con el paciente", weight: 0.5, completion: 0.5 },
];

// biome-ignore format: a name a line says no more.
export const MONTH_NAMES = [
  "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
  "diciembre",
] as const;
